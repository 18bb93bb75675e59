"""A reply on which what is understood gets covered, so that the rest stands out. Owns the text,
its sentences and what was found where; judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

COVER = "\ue000"
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[^a-z\s])|\n+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at `start` to `stop`: `kind` and `text`, and the products it names."""

    kind: str
    start: int
    stop: int
    text: str
    items: frozenset[int] = frozenset()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    stop: int
    text: str  # as said
    bare: str  # with what was covered when it was cut

    @property
    def question(self) -> bool:
        return self.text.rstrip(' "”’)').endswith("?")

    def before(self, position: int, characters: int = 60) -> str:
        """The sentence's words up to `position`, lower case."""
        head = self.text[: max(0, position - self.start)]
        return head[-characters:].lower()

    def after(self, position: int, characters: int = 60) -> str:
        return self.text[max(0, position - self.start) :][:characters].lower()


@dataclass(slots=True)
class Canvas:
    """`bare` is as long as `text`; what was covered there is one character repeated."""

    text: str
    bare: str = ""
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bare = self.bare or self.text

    def cover(self, mark: Mark) -> None:
        self.marks.append(mark)
        # A closing full stop stays in sight: it still ends its sentence.
        stop = mark.stop - (self.text[mark.stop - 1] in ".!?")
        self.bare = self.bare[: mark.start] + COVER * (stop - mark.start) + self.bare[stop:]

    def find(self, pattern: str, *, ignore_case: bool = True) -> Iterator[re.Match[str]]:
        """Matches in what isn't covered yet, even while the caller covers them."""
        flags = re.IGNORECASE if ignore_case else 0
        position = 0
        compiled = re.compile(pattern, flags)
        while match := compiled.search(self.bare, position):
            position = max(match.end(), position + 1)
            if match.group():
                yield match

    def of(self, *kinds: str) -> list[Mark]:
        """What was found of these kinds, in the order of the text."""
        found = [mark for mark in self.marks if mark.kind in kinds]
        return sorted(found, key=lambda mark: mark.start)

    def without(self, *kinds: str) -> str:
        """The text with marks of these kinds covered, and no others."""
        text = self.text
        for mark in self.of(*kinds):
            text = text[: mark.start] + COVER * (mark.stop - mark.start) + text[mark.stop :]
        return text

    def sentences(self) -> list[Sentence]:
        cuts = [0, *(m.end() for m in SENTENCE_END.finditer(self.bare)), len(self.text)]
        spans = [(a, b) for a, b in pairwise(cuts) if self.text[a:b].strip()]
        return [Sentence(a, b, self.text[a:b], self.bare[a:b]) for a, b in spans]
