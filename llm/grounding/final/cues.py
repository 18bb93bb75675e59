"""Whether a date, an amount or a number is the one that the words before it speak of: the list
price behind "instead of", the day of sending behind "sent"."""

from __future__ import annotations

from llm.corpus.clause import SLOT
from llm.grounding.final.sentence import Sentence
from llm.grounding.final.spans import Span
from llm.grounding.final.variants import is_day, is_money
from llm.grounding.final.voice import ROLES, Voice, any_role, as_written, cue_role
from llm.plan import Fact, Plan

_IN_ORDER = (("due_from", "due_to"), ("wanted", "instead"), ("said", "meant"))
_NUMBERS = ("order", "tracking")


def _type(fact: Fact) -> str:
    if is_money(fact.value):
        return "money"
    if is_day(fact.value):
        return "day"
    return "number" if fact.slot in _NUMBERS else ""


def cue_fault(sentence: Sentence, plan: Plan, voice: Voice) -> str | None:
    tongue = voice.tongue
    if any_role(as_written(sentence.skeleton)) in voice.turned(plan.task, plan.ask):
        return "a date or an amount stands in another's place"
    for first, second in _IN_ORDER:
        slots = sentence.slots
        if first in slots and second in slots and slots.index(second) < slots.index(first):
            return f"{first} and {second} have changed places"
    spans = [
        (match.start(), match.end(), span)
        for match, span in zip(SLOT.finditer(sentence.bare), sentence.said, strict=True)
    ]
    cued = [
        (match.end(), role)
        for role, way in tongue.cues.items()
        for match in way.finditer(sentence.bare)
    ] + [(end, str(s.fact.value)) for _, end, s in spans if s.fact.slot == "state"]
    cued = sorted(cued)
    for number, (place, role) in enumerate(cued):
        until = cued[number + 1][0] if number + 1 < len(cued) else len(sentence.bare)
        if fault := _wrong(place, until, role, spans):
            return fault
    return _uncued(sentence, {role for _, role in cued})


def _wrong(place: int, until: int, role: str, spans: list[tuple[int, int, Span]]) -> str | None:
    """The first fact of the role's kind between one cue and the next must be the role's."""
    kind = next((kind for kind, slots in ROLES.items() if role in slots), "")
    after = [span.fact for start, _, span in spans if place <= start < until]
    target = next((fact for fact in after if _type(fact) == kind), None)
    if (
        not kind
        or target is None
        or cue_role(target.slot) == role
        or (kind == "money" and cue_role(target.slot) == "refund")
    ):
        return None
    return f"“{target.text}” is not the {role}"


def _uncued(sentence: Sentence, roles: set[str]) -> str | None:
    """A list price is never said without the words that make it one."""
    if "list_price" in sentence.slots and "list_price" not in roles:
        return "the list price is said as if it were the price"
    return None
