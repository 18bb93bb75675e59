"""Searching by looking at everything: what the index's plans are compared with. Owns no plan."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

import numpy as np

from retrieval.backends.base import Candidates, Mask, Rows, Vectors
from retrieval.backends.lexical import TantivyWords
from retrieval.document import Document
from retrieval.store import ProductStore


class EveryVector:
    """Each stored vector times each of the queries' vectors, worked out beforehand: only those
    may be searched for. `ms` is how long one query took."""

    def __init__(self, store: ProductStore, queries: Sequence[Vectors]) -> None:
        wanted = np.stack(queries)
        self._rows = np.empty(len(store), dtype=np.int64)
        scores = np.empty((len(store), len(wanted)), dtype=np.float32)
        place = 0
        self.ms = 0.0
        for rows, vectors in store.vectors():
            block, place = slice(place, place + len(rows)), place + len(rows)
            exact = vectors.astype(np.float32)
            self._rows[block], scores[block] = rows, exact @ wanted.T
            began = time.perf_counter()
            exact @ wanted[0]
            self.ms += (time.perf_counter() - began) * 1000
        self._known = {v.tobytes(): scores[:, n].copy() for n, v in enumerate(wanted)}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def nbytes(self) -> int:
        return sum(scores.nbytes for scores in self._known.values())

    def search(self, vector: Vectors, k: int, allowed: Mask | None = None) -> Candidates:
        scores = self._known[vector.tobytes()]
        rows = self._rows
        if allowed is not None:
            kept = allowed[rows]
            rows, scores = rows[kept], scores[kept]
        order = np.lexsort((rows, -scores))[:k]
        return Candidates(rows[order], scores[order])

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        return self._known[vector.tobytes()][np.searchsorted(self._rows, rows)]

    def add(self, rows: Rows, vectors: Vectors) -> None:
        raise NotImplementedError("only to compare with")

    def remove(self, rows: Sequence[int]) -> None:
        raise NotImplementedError("only to compare with")


class EveryWord:
    """All products that share a word, in BM25's order, and only then the filter."""

    def __init__(self, words: TantivyWords) -> None:
        self._words = words

    def search(self, text: str, k: int, allowed: Mask | None = None) -> Candidates:
        found = self._words.search(text, len(self._words))
        if allowed is None:
            return Candidates(found.rows[:k], found.scores[:k])
        kept = np.flatnonzero(allowed[found.rows])[:k]
        return Candidates(found.rows[kept], found.scores[kept])

    def add(self, documents: Iterable[tuple[int, Document]]) -> None:
        raise NotImplementedError("only to compare with")

    def remove(self, rows: Sequence[int]) -> None:
        raise NotImplementedError("only to compare with")

    def commit(self) -> None:
        raise NotImplementedError("only to compare with")

    def close(self) -> None:
        """Nothing of its own is open."""
