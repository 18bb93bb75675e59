"""Searching by looking at everything: what the index's plans are compared with. Owns no plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from retrieval.backends.base import Candidates, Mask, Rows, Vectors
from retrieval.backends.lexical import TantivyWords
from retrieval.document import Document
from retrieval.store import ProductStore

BLOCK = 16_384


class EveryVector:
    """Each stored vector times the query, in NumPy; the last few queries are remembered, as they
    come again under other filters. `rows` ascending."""

    def __init__(self, store: ProductStore, dim: int) -> None:
        self._rows = np.empty(len(store), dtype=np.int64)
        self._vectors = np.empty((len(store), dim), dtype=np.float16)
        for place, held in enumerate(store.every()):
            self._rows[place], self._vectors[place] = held.row, held.vector
        self._known: dict[bytes, Vectors] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def nbytes(self) -> int:
        return int(self._vectors.nbytes + self._rows.nbytes)

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

    def add(self, rows: Rows, vectors: Vectors) -> None:
        raise NotImplementedError("only to compare with")

    def remove(self, rows: Sequence[int]) -> None:
        raise NotImplementedError("only to compare with")

    def _all(self, vector: Vectors) -> Vectors:
        key = vector.tobytes()
        if key not in self._known:
            blocks = range(0, len(self._rows), BLOCK)
            exact = vector.astype(np.float32)
            self._known[key] = np.concatenate(
                [self._vectors[at : at + BLOCK].astype(np.float32) @ exact for at in blocks]
            )
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

    def add(self, documents: Iterable[tuple[int, Document]]) -> None:
        raise NotImplementedError("only to compare with")

    def remove(self, rows: Sequence[int]) -> None:
        raise NotImplementedError("only to compare with")

    def commit(self) -> None:
        raise NotImplementedError("only to compare with")

    def close(self) -> None:
        """Nothing of its own is open."""
