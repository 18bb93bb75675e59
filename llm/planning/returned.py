"""What to say of sending something back. Owns the facts of a return, not the shop's rules: those
come as values, and what the rules say in words is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.facts import date_fact, money_fact, title_fact
from llm.planning.shape import SHAPES
from retrieval.values import Money, Passage, Product

MAX_STEPS = 3
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+(?=[^a-z\s])")


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """A return as far as a reply may speak of it. `until` is the last day; `days` is how long the
    refund takes at most once the goods are back, working days where `working`."""

    order_id: str = ""
    product: Product | None = None
    until: date | None = None
    refund: Money | None = None
    method: str = ""
    days: int | None = None
    working: bool = False

    @property
    def source(self) -> str:
        return f"return:{self.order_id}" if self.order_id else "return"


def plan_return(
    ask: str,
    facts: ReturnFacts,
    passages: Sequence[Passage] = (),
    *,
    query: str = "",
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    today: date | None = None,
) -> Plan:
    """`ask` is one of the shapes' asks for a return; the first of `passages` is the rule to quote.

    Raises `ValueError` for another ask, and where what the ask is about is missing.
    """
    speaker = _Speaker(facts, passages, locale, today or date.today())
    match ask:
        case "steps":
            said = speaker.steps()
        case "open" | "closed":
            said = speaker.subject() + speaker.until(needed=True)
        case "refund":
            said = speaker.refund()
        case "exchange":
            said = speaker.quote() + speaker.until()
        case "not_returnable":
            said = speaker.name() + speaker.quote()
        case _:
            raise ValueError(f"ask: one of {', '.join(SHAPES[Task.RETURN])}, not {ask!r}")
    return Plan(Task.RETURN, tuple(said), query, ask, language, tone, locale)


@dataclass(frozen=True, slots=True)
class _Speaker:
    facts: ReturnFacts
    passages: Sequence[Passage]
    locale: str
    today: date

    def subject(self) -> list[Fact]:
        return self.order() or self.name()

    def order(self) -> list[Fact]:
        number = self.facts.order_id
        return [Fact("order", number, "order_id", number, self.facts.source)] if number else []

    def name(self) -> list[Fact]:
        return [title_fact(self.facts.product)] if self.facts.product else []

    def until(self, *, needed: bool = False) -> list[Fact]:
        day = self.facts.until
        if day is None:
            if needed:
                raise ValueError("return: `until` is needed for this ask")
            return []
        return [date_fact("until", "until", day, self.facts.source, self.locale, self.today)]

    def refund(self) -> list[Fact]:
        facts, source = self.facts, self.facts.source
        if facts.refund is None:
            raise ValueError("return: `refund` is needed for this ask")
        said = [*self.order(), money_fact("refund", "refund", facts.refund, source, self.locale)]
        if facts.method:
            said.append(Fact("method", facts.method, "method", facts.method, source))
        if facts.days is not None:
            slot = "working_days" if facts.working else "days"
            said.append(Fact(slot, "", slot, facts.days, source))
        return said

    def quote(self) -> list[Fact]:
        best = self._passage()
        return [
            *_heading(best),
            Fact("quote", best.text.strip(), "text", best.text, best.reference),
        ]

    def steps(self) -> list[Fact]:
        """The passage sentence by sentence, or all of it as one where it has more than three."""
        best = self._passage()
        steps = [step for step in _SENTENCE_END.split(best.text.strip()) if step]
        if len(steps) > MAX_STEPS:
            steps = [best.text.strip()]
        slots = ("step", "step2", "step3")
        said = [
            Fact(slot, step, "text", step, best.reference)
            for slot, step in zip(slots, steps, strict=False)
        ]
        return [*_heading(best), *said]

    def _passage(self) -> Passage:
        if not self.passages or not self.passages[0].text.strip():
            raise ValueError("policy: a passage is needed for this ask")
        return self.passages[0]


def _heading(passage: Passage) -> list[Fact]:
    if not passage.heading:
        return []
    return [Fact("heading", passage.heading, "heading", passage.heading, passage.reference)]
