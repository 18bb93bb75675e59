"""Slots where they may stand: those of the clause's task and asks, each once, in bodies only."""

from __future__ import annotations

from collections.abc import Iterator

from llm.corpus.clause import Clause, Part
from llm.planning.shape import SHAPES, slots_of


def slot_faults(clause: Clause) -> Iterator[str]:
    if clause.part is not Part.BODY and clause.slots:
        yield f"{clause.part} with a slot"
    if len(set(clause.slots)) < len(clause.slots):
        yield "says a slot twice"
    for ask in sorted(clause.asks or SHAPES[clause.task]):
        if ask not in SHAPES[clause.task]:
            yield f"there is no ask {ask!r}"
        elif clause.asks and not set(clause.slots) <= slots_of(clause.task, ask):
            yield f"has a slot that {ask!r} never holds"
    everything: set[str] = set()
    for ask in SHAPES[clause.task]:
        everything |= slots_of(clause.task, ask)
    if not set(clause.slots) <= everything:
        yield "has a slot that its task never holds"
