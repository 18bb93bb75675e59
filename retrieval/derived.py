"""What an index makes of its products, and keeps in step with them: filters, what words mean here,
names to suggest, vectors to look through. Owns no product and no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.backends.flat import FlatVectors
from retrieval.backends.ivf import IvfVectors
from retrieval.backends.open import open_vectors
from retrieval.filters import FilterTable
from retrieval.query import Gazetteers, Language
from retrieval.store_file import Held, Seen
from retrieval.suggest import Shelf, Terms

Vectors = FlatVectors | IvfVectors


@dataclass(frozen=True, slots=True)
class Derived:
    filters: FilterTable
    gazetteers: Gazetteers
    shelf: Shelf
    terms: Terms
    vectors: Vectors

    @classmethod
    def of(
        cls, held: Iterable[Held], count: int, languages: Sequence[Language], dim: int
    ) -> Derived:
        """Of `count` rows, ascending."""
        filters = FilterTable()
        gazetteers = Gazetteers(languages, filters.texts)
        shelf = Shelf(filters)
        rows = np.empty(count, dtype=np.int64)
        vectors = np.empty((count, dim), dtype=np.float16)
        for place, one in enumerate(held):
            filters.put(one.row, one.product)
            gazetteers.put(one.row, one.product)
            shelf.put(one.row, one.product)
            rows[place], vectors[place] = one.row, one.vector
        filters.texts.post()
        return cls(filters, gazetteers, shelf, Terms(gazetteers), open_vectors(dim, rows, vectors))

    def follow(self, seen: Mapping[int, Seen]) -> None:
        """The rows that changed, each with what it is now and was before."""
        self.vectors.remove([row for row, one in seen.items() if not one.same_vector])
        for row, one in seen.items():
            self._follow(row, one)
        new = [one.now for one in seen.values() if one.now and not one.same_vector]
        if new:
            rows = np.asarray([held.row for held in new], dtype=np.int64)
            self.vectors.add(rows, np.stack([held.vector for held in new]).astype(np.float32))

    def _follow(self, row: int, one: Seen) -> None:
        if one.now:
            self.filters.put(row, one.now.product, one.before)
            self.gazetteers.put(row, one.now.product, one.before)
            self.shelf.put(row, one.now.product)
            self.terms.follow(one.now.product)
        elif one.before:
            self.filters.remove(row, one.before)
            self.gazetteers.remove(row, one.before)
            self.shelf.remove(row)
        if one.before:
            self.terms.follow(one.before)
