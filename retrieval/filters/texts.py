"""What each product says, word by word: which rows say a word or a phrase, and where. Owns the
numbers of words; filters and gazetteers both read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from pyroaring import BitMap

from retrieval.filters.columns import grown
from retrieval.filters.postings import Postings, as_array, as_set
from retrieval.filters.predicates import full_text, title_without_brand
from retrieval.filters.sequences import Sequences
from retrieval.fold import folded
from retrieval.values import Product


class Texts:
    """Exact for phrases, too: rows that hold all the words are read whether they hold them side
    by side. A full text begins with the title, then the category."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._full: Postings[int] = Postings()
        self._named: Postings[int] = Postings()
        self._words = Sequences()
        self._bare = Sequences()
        self._title = np.empty(0, dtype=np.int32)
        self._name = np.empty(0, dtype=np.int32)
        self._without_brand = BitMap()
        self._newest: tuple[int, Product] | None = None

    def put(self, row: int, product: Product) -> None:
        """Let `row` say what `product` says. Told twice in a row, the second time costs nothing."""
        if self._newest is not None and self._newest[0] == row and self._newest[1] is product:
            return
        self.remove(row)
        self._newest = (row, product)
        title = len(folded(product.title).split())
        name = title + len(folded(product.category).split())
        numbers = [self._number(word) for word in full_text(product).split()]
        self._words.put(row, numbers)
        self._title, self._name = grown(self._title, row + 1, 0), grown(self._name, row + 1, 0)
        self._title[row], self._name[row] = title, name
        for number in set(numbers):
            self._full.add(number, row)
        for number in set(numbers[:name]):
            self._named.add(number, row)
        bare = title_without_brand(product).split()
        if len(bare) != title:
            self._bare.put(row, [self._number(word) for word in bare])
            self._without_brand.add(row)

    def remove(self, row: int) -> None:
        """Unknown rows are no error."""
        self._newest = None
        numbers = self._words.of(row).tolist()
        for number in set(numbers):
            self._full.remove(number, row)
        for number in set(numbers[: self._name[row]] if numbers else ()):
            self._named.remove(number, row)
        self._words.remove(row)
        self._bare.remove(row)
        self._without_brand.discard(row)

    @property
    def nbytes(self) -> int:
        """The memory that the order of words takes; which rows say a word comes on top."""
        return self._words.nbytes() + self._bare.nbytes() + self._title.nbytes + self._name.nbytes

    def __contains__(self, word: str) -> bool:
        """Whether any product says the folded `word`."""
        return self._numbers.get(word, -1) in self._full

    def named(self, word: str) -> BitMap:
        """Rows whose title or category says the folded `word`."""
        return self._named.get(self._numbers.get(word, -1))

    def named_counts(self) -> Iterator[tuple[str, int]]:
        """Each word of titles and categories, with the number of rows whose say it."""
        for word, number in self._numbers.items():
            if number in self._named:
                yield word, self._named.count(number)

    def saying(self, phrase: str) -> BitMap:
        """Rows that say the folded `phrase` anywhere."""
        numbers = self._known(phrase)
        rows = _all(self._full, numbers)
        if len(numbers) < 2 or not rows:
            return rows
        held = as_array(rows)
        return as_set(self._words.saying(numbers, held, self._words.lengths(held)))

    def titled(self, phrase: str, among: BitMap | None = None) -> BitMap:
        """Rows (of those `among`) whose title says the folded `phrase`."""
        numbers = self._known(phrase)
        rows = _all(self._named, numbers)
        held = as_array(rows if among is None else rows & among)
        if not len(held):
            return BitMap()
        return as_set(self._words.saying(numbers, held, self._title[held].astype(np.int64)))

    def titled_besides_brand(self, phrase: str) -> BitMap:
        """Rows whose title, less the brand's name, says the folded `phrase`."""
        numbers = self._known(phrase)
        held = as_array(_all(self._named, numbers) & self._without_brand)
        bare = self._bare.saying(numbers, held, self._bare.lengths(held)) if len(held) else held
        return as_set(bare) | (self.titled(phrase) - self._without_brand)

    def _known(self, phrase: str) -> list[int]:
        """The numbers of its words; -1 for one that was never said."""
        return [self._numbers.get(word, -1) for word in phrase.split()]

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))


def _all(postings: Postings[int], numbers: Iterable[int]) -> BitMap:
    """The rows that hold all of them; the rarest first, so that little is compared."""
    first, *others = sorted(set(numbers), key=postings.count)
    rows = postings.get(first)
    for number in others:
        if not rows:
            break
        rows = rows & postings.get(number)
    return rows
