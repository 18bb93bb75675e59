"""The law over generated replies: what the corpus doesn't hold and the plan doesn't license isn't
sent. Owns the judgement only; the writer decides what happens then.

A reply with slots can state a fact in two ways: by a slot, which code fills from the record, or by
its own words. Slots are counted against the plan. Words pass only as sentences that people wrote
for this very kind of answer: so no digit, price, colour, stock word, date, name or comparison gets
in that the plan doesn't license, in any language, without a list of forbidden words to keep.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from llm.corpus.clause import SLOT, Clause, Part
from llm.grounding.fill import fill, slots_in
from llm.plan import Plan, Task
from llm.planning.shape import SHAPES

_BREAK = re.compile(r"(?<=[.?!:。？！：])\s+")
_CONTROL = re.compile(r"<\w+(?::\w*)?>|[{}]")
MAX_CLOSER_PIECES = 2

Kind = tuple[str, Task, str]  # language, task, ask


def pieces(text: str) -> list[str]:
    """Sentences, and what stands before a colon as one of its own."""
    return [piece for piece in _BREAK.split(text.strip()) if piece]


class Verifier:
    """Knows the clauses that a generator was taught, by language, task and ask."""

    def __init__(self, clauses: Mapping[str, Sequence[Clause]]) -> None:
        self._known: dict[Kind, dict[str, frozenset[Part]]] = {}
        for code, taught in clauses.items():
            for clause in taught:
                for ask in clause.asks or SHAPES[clause.task]:
                    self._learn((code, clause.task, ask), clause)

    def _learn(self, kind: Kind, clause: Clause) -> None:
        known = self._known.setdefault(kind, {})
        for piece in pieces(clause.text):
            known[piece] = known.get(piece, frozenset()) | {clause.part}

    def fault(self, plan: Plan, text: str) -> str | None:
        """What is wrong with `text`, the unfilled reply to `plan`; None if it may be sent."""
        if Counter(slots_in(text)) != Counter(plan.slots):
            return "the slots are not the plan's, each once"
        if _CONTROL.search(SLOT.sub("", text)):
            return "a control token or a brace is left"
        said = pieces(text)
        known = self._known.get((plan.language, plan.task, plan.ask), {})
        unknown = next((piece for piece in said if piece not in known), None)
        if unknown is not None:
            return f"nobody wrote {unknown!r} for this kind of answer"
        if not _in_order(plan, said):
            return "the facts are not in the plan's order"
        if not _well_built([known[piece] for piece in said]):
            return "an opening or a close stands where it doesn't belong"
        return _filled_fault(plan, text)


def _in_order(plan: Plan, said: list[str]) -> bool:
    """Each piece says the next facts of the plan, in whichever order among themselves: "it" must
    not come before the name it stands for, nor after another product's."""
    place = 0
    for piece in said:
        slots = slots_in(piece)
        if set(slots) != set(plan.slots[place : place + len(slots)]):
            return False
        place += len(slots)
    return True


def _well_built(parts: list[frozenset[Part]]) -> bool:
    """At most one opener, first; closers last and few; something in between."""
    order = {Part.OPENER: 0, Part.BODY: 1, Part.CLOSER: 2}
    kinds = [min((order[part] for part in piece), default=1) for piece in parts]
    latest = [max((order[part] for part in piece), default=1) for piece in parts]
    reached = 0
    for first, last in zip(kinds, latest, strict=True):
        if last < reached:
            return False
        reached = max(reached, first)
    return kinds.count(0) <= 1 and 1 in kinds and kinds.count(2) <= MAX_CLOSER_PIECES


def _filled_fault(plan: Plan, text: str) -> str | None:
    filled = fill(text, plan)
    for fact in plan.facts:
        if not fact.text.strip():
            return f"the fact {fact.slot!r} has no words"
        if fact.text.rstrip(".") not in filled:
            return f"the fact {fact.slot!r} got lost in filling"
    return None
