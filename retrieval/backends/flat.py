"""Vectors in FAISS, flat and in half precision: exact at every selectivity up to about 200,000
products. Owns no texts."""

from __future__ import annotations

from collections.abc import Sequence

import faiss
import numpy as np

from retrieval.backends.base import Candidates, Mask, Rows, Vectors
from retrieval.errors import DimensionMismatch

_BYTES_A_ROW = 8 + 32  # its number, and the place in the map from that


class FlatVectors:
    """Cosine by inner product: every vector has unit norm. Not for two threads at once while one
    of them writes."""

    def __init__(self, dim: int) -> None:
        flat = faiss.IndexScalarQuantizer(
            dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index = faiss.IndexIDMap2(flat)
        self._dim = dim

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def nbytes(self) -> int:
        return len(self) * (2 * self._dim + _BYTES_A_ROW)

    def add(self, rows: Rows, vectors: Vectors) -> None:
        if vectors.ndim != 2 or vectors.shape[1] != self._dim:
            raise DimensionMismatch(
                f"vectors of shape {vectors.shape} given to an index {self._dim} wide"
            )
        if len(rows):
            contiguous = np.ascontiguousarray(vectors, dtype=np.float32)
            self._index.add_with_ids(contiguous, np.ascontiguousarray(rows, dtype=np.int64))

    def remove(self, rows: Sequence[int]) -> None:
        if len(rows):
            ids = np.asarray(rows, dtype=np.int64)
            self._index.remove_ids(faiss.IDSelectorBatch(ids))

    def search(self, vector: Vectors, k: int, allowed: Mask | None = None) -> Candidates:
        k = min(k, len(self), len(self) if allowed is None else int(np.count_nonzero(allowed)))
        if k <= 0:
            return Candidates.none()
        query = self._query(vector)
        faiss.omp_set_num_threads(1)  # of this thread: several searches share the cores better
        if allowed is None:
            scores, rows = self._index.search(query, k)
        else:
            bits = np.packbits(allowed, bitorder="little")  # must outlive the search
            parameters = faiss.SearchParameters()
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

    def _query(self, vector: Vectors) -> Vectors:
        if vector.shape != (self._dim,):
            raise DimensionMismatch(
                f"a query of shape {vector.shape} given to an index {self._dim} wide"
            )
        return np.ascontiguousarray(vector[None], dtype=np.float32)
