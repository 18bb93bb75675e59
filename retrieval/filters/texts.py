"""What each product says, word by word: which rows say a word or a phrase, and where. Owns the
numbers of words; filters and gazetteers both read it."""

from __future__ import annotations

import heapq
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from retrieval.filters.columns import grown
from retrieval.filters.postings import Postings, as_array, as_set
from retrieval.filters.predicates import full_text, without
from retrieval.filters.sequences import Sequences
from retrieval.fold import folded, phrase
from retrieval.values import Product

AT_ONCE = 100_000


class Texts:
    """Exact for phrases, too: rows that hold all the words are read whether they hold them side
    by side. A full text begins with the title, then the category."""

    def __init__(self) -> None:
        self._numbers = _Numbering()
        self._full: Postings[int] = Postings()
        self._named: Postings[int] = Postings()
        self._words = Sequences()
        self._bare = Sequences()
        self._title = np.empty(0, dtype=np.int32)
        self._name = np.empty(0, dtype=np.int32)
        self._without_brand = BitMap()
        self._newest: tuple[int, Product] | None = None
        self._unposted: list[int] = []
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        self.post()
        return {k: v for k, v in vars(self).items() if k not in ("_newest", "_lock")}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        vars(self).update(state)
        self._newest, self._lock = None, threading.Lock()

    def put(self, row: int, product: Product) -> None:
        """Let `row` say what `product` says. Told twice in a row, the second time costs nothing."""
        if self._newest is not None and self._newest[0] == row and self._newest[1] is product:
            return
        self.remove(row)
        self._newest = (row, product)
        said = folded(product.title)
        title = said.count(" ") + 1 if said else 0
        self._title, self._name = grown(self._title, row + 1, 0), grown(self._name, row + 1, 0)
        self._title[row] = title
        self._name[row] = title + len(phrase(product.category).split())
        self._words.put(row, self._numbers.of(full_text(product).split()))
        bare = without(phrase(product.brand), said)
        if bare != said:
            self._bare.put(row, self._numbers.of(bare.split()))
            self._without_brand.add(row)
        self._unposted.append(row)

    def remove(self, row: int) -> None:
        """Unknown rows are no error."""
        self._newest = None
        numbers = self._words.of(row).tolist()
        if not numbers:
            return
        self.post()
        for number in set(numbers):
            self._full.remove(number, row)
        for number in set(numbers[: self._name[row]]):
            self._named.remove(number, row)
        self._words.remove(row)
        self._bare.remove(row)
        self._without_brand.discard(row)

    def post(self) -> None:
        """Note under each word the rows that were put since. Done when somebody asks: many rows
        at once take a fifth of the time."""
        if not self._unposted:
            return
        with self._lock:
            for start in range(0, len(self._unposted), AT_ONCE):
                rows = np.asarray(self._unposted[start : start + AT_ONCE], dtype=np.int64)
                lengths = self._words.lengths(rows)
                _post(self._full, *self._words.pairs(rows, lengths))
                _post(self._named, *self._words.pairs(rows, self._name[rows].astype(np.int64)))
            self._unposted = []

    @property
    def nbytes(self) -> int:
        """The memory that the order of words takes; which rows say a word comes on top."""
        return self._words.nbytes() + self._bare.nbytes() + self._title.nbytes + self._name.nbytes

    def __contains__(self, word: str) -> bool:
        """Whether any product says the folded `word`."""
        self.post()
        return self._numbers.get(word, -1) in self._full

    def title(self, row: int) -> list[int]:
        """The numbers of the words of its title."""
        return self._words.of(row)[: self._title[row]].tolist() if row < len(self._title) else []

    def named(self, word: str) -> BitMap:
        """Rows whose title or category says the folded `word`."""
        self.post()
        return self._named.get(self._numbers.get(word, -1))

    def named_counts(self) -> Iterator[tuple[str, int]]:
        """Each word of titles and categories, with the number of rows whose say it."""
        self.post()
        for word, number in self._numbers.items():
            if number in self._named:
                yield word, self._named.count(number)

    def commonest(self, most: int) -> list[str]:
        """The words that most titles and categories say, the commonest first."""
        counts = heapq.nlargest(most, ((count, word) for word, count in self.named_counts()))
        return [word for _, word in counts]

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

    def called(self, phrase: str) -> BitMap:
        """Rows whose title and category, read on, say the folded `phrase`."""
        numbers = self._known(phrase)
        held = as_array(_all(self._named, numbers))
        if not len(held):
            return BitMap()
        return as_set(self._words.saying(numbers, held, self._name[held].astype(np.int64)))

    def titled_besides_brand(self, phrase: str) -> BitMap:
        """Rows whose title, less the brand's name, says the folded `phrase`."""
        numbers = self._known(phrase)
        held = as_array(_all(self._named, numbers) & self._without_brand)
        bare = self._bare.saying(numbers, held, self._bare.lengths(held)) if len(held) else held
        return as_set(bare) | (self.titled(phrase) - self._without_brand)

    def _known(self, phrase: str) -> list[int]:
        """The numbers of its words; -1 for one that was never said."""
        self.post()
        return [self._numbers.get(word, -1) for word in phrase.split()]


class _Numbering(dict[str, int]):
    """Words with their numbers, the next one for a word that is new."""

    def of(self, words: list[str]) -> list[int]:
        return list(map(self.__getitem__, words))

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def _post(postings: Postings[int], numbers: NDArray[np.uint32], rows: NDArray[np.int64]) -> None:
    """Under each number its rows; both (N,), sorted by number."""
    if not len(numbers):
        return
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    for number, held in zip(numbers[starts].tolist(), np.split(rows, starts[1:]), strict=True):
        postings.add_many(number, held)


def _all(postings: Postings[int], numbers: Iterable[int]) -> BitMap:
    """The rows that hold all of them; the rarest first, so that little is compared."""
    first, *others = sorted(set(numbers), key=postings.count)
    rows = postings.get(first)
    for number in others:
        if not rows:
            break
        rows = rows & postings.get(number)
    return rows
