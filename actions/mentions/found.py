"""One thing found in a message, and where it stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LONGEST = 1500
"""Signs of a message that are read: a longer one says nothing more of this kind."""
TAKEN = "\x00"
"""Stands in place of what has been understood: no word, so that no pattern reaches across it."""


@dataclass(frozen=True, slots=True)
class Found:
    """`kind` is `order_id`, `email`, `date`, ...; `start` and `end` are places in the text."""

    kind: str
    value: Any
    start: int
    end: int


class Saying:
    """A message while it is read. `free` is as long as `text`, with what is understood masked, so
    that one number is never two things unless a reader says so."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST].replace("\u2019", "'").replace("\u00a0", " ")
        self.free = self.text
        self.found: list[Found] = []

    def take(self, kind: str, value: Any, start: int, end: int) -> None:
        self.note(kind, value, start, end)
        self.mask(start, end)

    def note(self, kind: str, value: Any, start: int, end: int) -> None:
        """Without masking: it may be something else, too."""
        self.found.append(Found(kind, value, start, end))

    def mask(self, start: int, end: int) -> None:
        self.free = self.free[:start] + TAKEN * (end - start) + self.free[end:]

    def of(self, kind: str) -> Iterator[Any]:
        """The values of one kind by where they stand, each once."""
        standing = sorted((f for f in self.found if f.kind == kind), key=lambda f: f.start)
        return iter(dict.fromkeys(f.value for f in standing))
