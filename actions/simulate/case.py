"""A conversation to be held, what is expected of it, and what came of it. Owns the verdict."""

from __future__ import annotations

from dataclasses import dataclass

from actions.simulate.audit import Books
from actions.simulate.conversation import Conversation
from actions.simulate.state import Difference, Fault, State
from actions.simulate.want import Known, Want

BALANCE = "balance of "


@dataclass(frozen=True, slots=True)
class Case:
    """`expected` is the state of the customer's records afterwards. `seed` draws the words."""

    case_id: str
    known: Known
    wants: tuple[Want, ...]
    style: str
    seed: str
    expected: State


@dataclass(frozen=True, slots=True)
class Outcome:
    case: Case
    held: Conversation
    differences: tuple[Difference, ...]
    leaks: tuple[str, ...]
    books: Books

    @property
    def in_state(self) -> bool:
        """The records are as they should be."""
        return not self.differences

    @property
    def content(self) -> bool:
        """Each want ended as it could: done, told, or refused with a clear word."""
        ends = self.held.endings
        return len(ends) == len(self.case.wants) and all(end.content for end in ends)

    @property
    def reached(self) -> bool:
        return self.in_state and self.content

    @property
    def forbidden(self) -> tuple[Difference, ...]:
        """What changed and shouldn't. A balance that is short of one change of several is none: the
        change that is missing is told by itself."""
        changed = [one for one in self.differences if one.fault is not Fault.MISSING]
        some_missing = len(changed) < len(self.differences)
        part_way = [one.fault is Fault.WRONG and one.field.startswith(BALANCE) for one in changed]
        return () if some_missing and all(part_way) else tuple(changed)

    def causes(self) -> list[str]:
        """Why it wasn't reached, each in a few words, the same words for the same cause."""
        told = [f"{end.want.kind}: {end.why or end.end}" for end in self.held.endings]
        ends = [text for text, end in zip(told, self.held.endings, strict=True) if not end.content]
        left = [f"{one.kind}: never came to it" for one in self.case.wants[len(told) :]]
        changed = [f"{one.field}: {one.fault}" for one in self.differences]
        return (ends + left) or changed
