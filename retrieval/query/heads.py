"""What products are called: the heads of their titles and categories as one language cuts them
(`laptop bag` is a bag), and which rows are called so. Follows a live index; owns no query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyroaring import BitMap

from retrieval.filters.postings import Postings, union
from retrieval.filters.sequences import Numbers, Sequences
from retrieval.fold import phrase, words
from retrieval.query.language import Language

_PIECES = re.compile(r"[,;:()\[\]|+&–—]|\s-\s|(?<!\S)\d\S*")
_JOINED = re.compile(r"\S*/\S*")
"""`desktop/laptop` says what a thing goes with."""
_PART_OF_JOINED = re.compile(r"\S+\s+[^\W\d]+/[^\W\d]+")


class Heads:
    """Worked out when a product comes, so that a query looks up instead of reading titles."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._rows: Postings[str] = Postings()
        self._numbers: dict[str, int] = {}
        self._of_row = Sequences()
        self._categories: Postings[str] = Postings()
        self._by_head: dict[str, set[str]] = {}
        self._by_last: dict[str, set[str]] = {}
        self._category_heads: dict[str, frozenset[str]] = {}
        self.apart = BitMap()
        """Rows in a category that is set apart (a dog's things): to read, never to change."""

    def put(self, row: int, title: str, category: str) -> None:
        """A row that is not there yet."""
        heads = {*self._of_category(category), *self.cut(title)}
        for head in heads:
            self._rows.add(head, row)
        self._of_row.put(row, [self._numbers.setdefault(h, len(self._numbers)) for h in heads])
        if category not in self._categories:
            for head in self._of_category(category):
                self._by_head.setdefault(head, set()).add(category)
            for last in phrase(category).split()[-1:]:
                self._by_last.setdefault(last, set()).add(category)
        self._categories.add(category, row)
        if not self._language.kind_apart.isdisjoint(words(category)):
            self.apart.add(row)

    def remove(self, row: int, title: str, category: str) -> None:
        for head in {*self._of_category(category), *self.cut(title)}:
            self._rows.remove(head, row)
        self._of_row.remove(row)
        self._categories.remove(category, row)
        if category not in self._categories:
            for head in self._of_category(category):
                self._by_head[head].discard(category)
            for last in phrase(category).split()[-1:]:
                self._by_last[last].discard(category)
            del self._category_heads[category]
        self.apart.discard(row)

    def called(self, heads: Iterable[str]) -> BitMap:
        """Rows whose title or category has any of `heads`."""
        return self._rows.of(heads)

    def together(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """The numbers of all heads of `rows` (N,), and whose place in `rows` each is."""
        return self._of_row.together(rows)

    def categories(self, heads: Iterable[str]) -> set[str]:
        """The categories, as they are written, that have any of `heads`."""
        return {name for head in heads for name in self._by_head.get(head, ())}

    def ending_in(self, compound: str) -> BitMap:
        """Rows whose category ends in `compound` (folded)."""
        ended = self._by_last.get(compound.rpartition(" ")[2], ())
        return self.within(c for c in ended if f" {phrase(c)}".endswith(f" {compound}"))

    def within(self, categories: Iterable[str]) -> BitMap:
        """Rows in any of `categories`."""
        return union(self._categories.get(name) for name in categories)

    def cut(self, name: str) -> Iterator[str]:
        """The last words of `name` and of its parts; of a set, what it is a set of, too."""
        for piece in _PIECES.split(_JOINED.sub(" ", name)):
            spoken = words(piece)
            for part in self._parts(spoken):
                yield from self._last(part)
            if self._language.kind_ends.intersection(spoken[1:]):
                return

    def _of_category(self, category: str) -> frozenset[str]:
        """Worked out once for each category that there is."""
        if category not in self._category_heads:
            self._category_heads[category] = self._cut_category(category)
        return self._category_heads[category]

    def _cut_category(self, category: str) -> frozenset[str]:
        """One word before a joined one is part of that name: no `mobile` is a head of
        `Mobile phone/Smartphone`."""
        return frozenset() if _PART_OF_JOINED.fullmatch(category) else frozenset(self.cut(category))

    def _parts(self, spoken: list[str]) -> Iterator[list[str]]:
        """Up to the first word that begins an addition: `bag for laptops`, `fork and spade`."""
        part: list[str] = []
        for word in spoken:
            if word in self._language.kind_joiners:
                yield part
                part = []
            elif word in self._language.kind_ends:
                if any(w not in self._language.kind_containers for w in part):
                    break
                part = []
            else:
                part.append(word)
        yield part

    def _last(self, part: list[str]) -> Iterator[str]:
        while len(part) > 1 and self._is_colour(part[-1]):
            part = part[:-1]
        if part:
            yield part[-1]
            if len(part) > 1 and part[-1] in self._language.kind_containers:
                yield part[-2]

    def _is_colour(self, word: str) -> bool:
        """A colour at the end of a name tells none; one that is a thing, too, may be the thing."""
        language = self._language
        return language.family(word) in language.families and not language.is_thing(word)
