"""Searching by looking at everything: what the index's plans are compared with. Owns no plan."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from retrieval.backends.base import Candidates, Mask, Rows, Vectors
from retrieval.backends.lexical import TantivyWords
from retrieval.store import ProductStore


class EveryVector:
    """Each stored vector times each of the queries' vectors, worked out beforehand; another is
    worked out when it is first searched for. `ms` is how long one query took."""

    def __init__(self, store: ProductStore, queries: Sequence[Vectors]) -> None:
        wanted = np.stack(queries)
        self._store = store
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
        scores = self._all(vector)
        rows = self._rows
        if allowed is not None:
            kept = allowed[rows]
            rows, scores = rows[kept], scores[kept]
        order = np.lexsort((rows, -scores))[:k]
        return Candidates(rows[order], scores[order])

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        return self._all(vector)[np.searchsorted(self._rows, rows)]

    def _all(self, vector: Vectors) -> Vectors:
        key = vector.tobytes()
        if key not in self._known:
            blocks = [held.astype(np.float32) @ vector for _, held in self._store.vectors()]
            self._known[key] = np.concatenate(blocks)
        return self._known[key]


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
