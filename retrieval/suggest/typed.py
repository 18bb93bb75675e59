"""What stands in the search box while somebody types. Owns no catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.fold import words

LONGEST = 8
"""Of more words than this, nobody needs a completion."""


@dataclass(frozen=True, slots=True)
class Typed:
    """`head` are the finished words, folded; `tail` the one being typed, empty after a space."""

    head: tuple[str, ...]
    tail: str

    @classmethod
    def of(cls, text: str) -> Typed | None:
        """None where there is nothing to complete."""
        spoken = words(text)
        if not 0 < len(spoken) <= LONGEST:
            return None
        if text[-1:].isspace():
            return cls(tuple(spoken), "")
        return cls(tuple(spoken[:-1]), spoken[-1])

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.head, self.tail) if self.tail else self.head

    def after(self, place: int) -> str:
        """From the word at `place` on, as names are looked up by their beginning."""
        return " ".join((*self.head[place:], self.tail))
