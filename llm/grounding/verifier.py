"""The law over generated replies: what the corpus doesn't hold and the plan doesn't license isn't
sent. Owns the judgement only; the writer decides what happens then.

A reply with slots can state a fact in two ways: by a slot, which code fills from the record, or by
its own words. Slots are counted against the plan. Words pass only as clauses that people wrote for
this very kind of answer: so no digit, price, colour, stock word, date, name or comparison gets
in that the plan doesn't license, in any language, without a list of forbidden words to keep.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from llm.corpus.clause import SLOT, Clause, Part
from llm.grounding.answered import answer_fault
from llm.grounding.fill import fill, slots_in
from llm.plan import Number, Plan, Task, Tone
from llm.planning.shape import SHAPES

_BREAK = re.compile(r"(?<=[.?!:。？！：])\s+")
_CONTROL = re.compile(r"<\w+(?::\w*)?>|[{}]")

Kind = tuple[str, Task, str, Tone, Number]  # language, and a form without its length
Pieces = tuple[str, ...]
# What may follow what: an opener only begins a reply, a closer only ends it.
_NEXT = {
    None: (Part.OPENER, Part.BODY),
    Part.OPENER: (Part.BODY,),
    Part.BODY: (Part.BODY, Part.CLOSER),
    Part.CLOSER: (),
}


def pieces(text: str) -> Pieces:
    """Sentences, and what stands before a colon as one of its own."""
    return tuple(piece for piece in _BREAK.split(text.strip()) if piece)


class Verifier:
    """Knows the clauses that a generator was taught, by language, task, ask, tone and number."""

    def __init__(self, clauses: Mapping[str, Sequence[Clause]]) -> None:
        self._known: dict[Kind, dict[Pieces, set[Part]]] = {}
        for code, taught in clauses.items():
            for clause in taught:
                for kind in _kinds(code, clause):
                    known = self._known.setdefault(kind, {})
                    known.setdefault(pieces(clause.text), set()).add(clause.part)

    def fault(self, plan: Plan, text: str) -> str | None:
        """What is wrong with `text`, the unfilled reply to `plan`; None if it may be sent."""
        if Counter(slots_in(text)) != Counter(plan.slots):
            return "the slots are not the plan's, each once"
        if fault := answer_fault(plan):
            return fault
        if _CONTROL.search(SLOT.sub("", text)):
            return "a control token or a brace is left"
        kind = (plan.language, plan.task, plan.ask, plan.tone, plan.number)
        known = self._known.get(kind, {})
        if not _built_of(known, pieces(text), plan.slots, None):
            return "it isn't made of clauses that people wrote for this kind of answer"
        return _filled_fault(plan, text)


def _kinds(code: str, clause: Clause) -> Iterator[Kind]:
    """Every kind of answer that the clause suits."""
    asks, tones = clause.asks or SHAPES[clause.task], clause.tones or frozenset(Tone)
    numbers = (clause.number,) if clause.number else tuple(Number)
    for ask, tone, number in product(asks, tones, numbers):
        yield code, clause.task, ask, tone, number


def _built_of(
    known: Mapping[Pieces, set[Part]], rest: Pieces, slots: Pieces, last: Part | None
) -> bool:
    """Whether `rest` is whole clauses in a lawful order, each saying the next of `slots`: "it" must
    not come before the name it stands for, nor after another product's."""
    if not rest:
        return not slots and last in (Part.BODY, Part.CLOSER)
    for length in range(1, len(rest) + 1):
        clause = rest[:length]
        said = slots_in(" ".join(clause))
        if set(said) != set(slots[: len(said)]):
            continue
        for part in known.get(clause, set()) & set(_NEXT[last]):
            if _built_of(known, rest[length:], slots[len(said) :], part):
                return True
    return False


def _filled_fault(plan: Plan, text: str) -> str | None:
    filled = fill(text, plan)
    if plan.limit and len(filled) > plan.limit:
        return f"it is longer than {plan.limit} characters"
    for fact in plan.facts:
        if not fact.text.strip():
            return f"the fact {fact.slot!r} has no words"
        if fact.text.rstrip(".") not in filled:
            return f"the fact {fact.slot!r} got lost in filling"
    return None
