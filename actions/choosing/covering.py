"""Phrases laid end to end over a text's terms. Owns the laying; which phrases is the caller's."""

from __future__ import annotations

from collections.abc import Sequence

from actions.choosing.terms import Term, joined

LONGEST = 6
"""Terms of the longest phrase."""


def covered(said: Sequence[Term], wanted: frozenset[str]) -> bool:
    """Whether phrases of `wanted`, end to end, make the whole of it."""
    reached = {0}
    for place in range(len(said)):
        if place in reached:
            for end in range(place + 1, min(len(said), place + LONGEST) + 1):
                if joined(said[place:end]) in wanted:
                    reached.add(end)
    return len(said) in reached


def any_of(said: Sequence[Term], wanted: frozenset[str]) -> bool:
    """Whether one of `wanted` stands anywhere in it."""
    return any(longest_at(said, start, wanted) for start in range(len(said)))


def longest_at(said: Sequence[Term], place: int, wanted: frozenset[str]) -> int:
    """Where the longest phrase that begins at `place` ends; 0 where none does."""
    for end in range(min(len(said), place + LONGEST), place, -1):
        if joined(said[place:end]) in wanted:
            return end
    return 0
