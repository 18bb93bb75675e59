"""What any FAISS index of ours does with rows and their vectors: check, add, search among those
allowed. Owns no kind of index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import faiss
import numpy as np

from retrieval.backends.base import Candidates, Mask, Rows, Vectors
from retrieval.errors import DimensionMismatch

BYTES_A_ROW = 8 + 32
"""A row's number, and the place in the map from that."""


class FaissRows:
    """Cosine by inner product: every vector has unit norm. Not for two threads at once while one
    of them writes. `parameters` makes FAISS's search parameters from how many rows pass and how
    many are wanted."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._dim = int(index.d)

    @classmethod
    def around(cls, index: Any) -> Self:
        """Of what FAISS holds already."""
        made = cls.__new__(cls)
        FaissRows.__init__(made, index)
        return made

    def write(self, into: Callable[[bytes], int]) -> None:
        """As FAISS keeps an index."""
        faiss.write_index(self._index, faiss.PyCallbackIOWriter(into))  # type: ignore[attr-defined]

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def parameters(self, passing: int, k: int) -> Any:
        return faiss.SearchParameters()

    def add(self, rows: Rows, vectors: Vectors) -> None:
        self._check(vectors)
        if len(rows):
            contiguous = np.ascontiguousarray(vectors, dtype=np.float32)
            self._index.add_with_ids(contiguous, np.ascontiguousarray(rows, dtype=np.int64))

    def search(self, vector: Vectors, k: int, allowed: Mask | None = None) -> Candidates:
        passing = len(self) if allowed is None else int(np.count_nonzero(allowed))
        k = min(k, len(self), passing)
        if k <= 0:
            return Candidates.none()
        query = self._query(vector)
        faiss.omp_set_num_threads(1)  # of this thread: several searches share the cores better
        parameters = self.parameters(passing, k)
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")  # must outlive the search
            parameters.sel = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        scores, rows = self._index.search(query, k, params=parameters)
        found = rows[0] >= 0
        return Candidates(rows[0][found].astype(np.int64), scores[0][found].astype(np.float32))

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        if not len(rows):
            return np.empty(0, dtype=np.float32)
        faiss.omp_set_num_threads(1)
        stored = self._index.reconstruct_batch(np.ascontiguousarray(rows, dtype=np.int64))
        return np.asarray(stored @ self._query(vector)[0], dtype=np.float32)

    def _check(self, vectors: Vectors) -> None:
        if vectors.ndim != 2 or vectors.shape[1] != self._dim:
            raise DimensionMismatch(
                f"vectors of shape {vectors.shape} given to an index {self._dim} wide"
            )

    def _query(self, vector: Vectors) -> Vectors:
        if vector.shape != (self._dim,):
            raise DimensionMismatch(
                f"a query of shape {vector.shape} given to an index {self._dim} wide"
            )
        return np.ascontiguousarray(vector[None], dtype=np.float32)
