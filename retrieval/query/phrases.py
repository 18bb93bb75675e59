"""Phrases to be found in tokens, the longest first. Owns the lookup, not what phrases mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from retrieval.query.tokens import Token, keys

Tag = TypeVar("Tag")

BETWEEN = frozenset("&+-./!'")


class PhraseTable(Generic[Tag]):
    """Phrases with a tag each. The first tag that a phrase was added with counts; a phrase that
    was added n times is there until it was removed n times."""

    def __init__(self, entries: Iterable[tuple[str, Tag]] = ()) -> None:
        self._tags: dict[tuple[str, ...], Tag] = {}
        self._count: dict[tuple[str, ...], int] = {}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase, tag in entries:
            self.add(phrase, tag)

    @classmethod
    def of(cls, groups: Mapping[Tag, Iterable[str]]) -> PhraseTable[Tag]:
        return cls((phrase, tag) for tag, phrases in groups.items() for phrase in phrases)

    def add(self, phrase: str, tag: Tag) -> None:
        self.add_keys(keys(phrase), tag)

    def add_keys(self, spoken: tuple[str, ...], tag: Tag) -> None:
        if not spoken:
            return
        self._count[spoken] = self._count.get(spoken, 0) + 1
        if spoken in self._tags:
            return
        self._tags[spoken] = tag
        same_start = self._by_first.setdefault(spoken[0], [])
        same_start.append(spoken)
        same_start.sort(key=len, reverse=True)

    def remove_keys(self, spoken: tuple[str, ...]) -> None:
        count = self._count.get(spoken, 0)
        if count > 1:
            self._count[spoken] = count - 1
        elif count == 1:
            del self._count[spoken], self._tags[spoken]
            self._by_first[spoken[0]].remove(spoken)

    def at(self, tokens: Sequence[Token], start: int) -> tuple[int, Tag] | None:
        """The place after the longest phrase that begins at `start`, and its tag."""
        if start >= len(tokens):
            return None
        for spoken in self._by_first.get(tokens[start].key, ()):
            stop = _stop(tokens, start, spoken)
            if stop:
                return stop, self._tags[spoken]
        return None

    def find(self, tokens: Sequence[Token]) -> list[tuple[int, int, Tag]]:
        """All phrases from left to right that don't overlap: (start, stop, tag)."""
        found: list[tuple[int, int, Tag]] = []
        place = 0
        while place < len(tokens):
            match = self.at(tokens, place)
            if match is None:
                place += 1
            else:
                found.append((place, match[0], match[1]))
                place = match[0]
        return found

    def words(self) -> set[str]:
        """Every word that stands in a phrase."""
        return {key for spoken in self._tags for key in spoken}

    def __contains__(self, spoken: tuple[str, ...]) -> bool:
        return spoken in self._tags

    def __len__(self) -> int:
        return len(self._tags)


def _stop(tokens: Sequence[Token], start: int, spoken: tuple[str, ...]) -> int:
    """The place after `spoken`; 0 where it doesn't begin at `start`. Signs that stand between
    the words of a name (`bowl & basket`) don't count."""
    place = start
    for key in spoken:
        while start < place < len(tokens) and tokens[place].key in BETWEEN and key not in BETWEEN:
            place += 1
        if place >= len(tokens) or tokens[place].key != key:
            return 0
        place += 1
    return place
