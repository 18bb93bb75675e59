"""Vectors in FAISS, in lists around centres and a byte a number: for catalogues past some 200,000
products, where looking at every vector takes too long. Owns no texts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import faiss
import numpy as np

from retrieval.backends.base import Candidates, Mask, Rows, Vectors
from retrieval.errors import DimensionMismatch

PROBES = 128
"""Lists looked at where everything is allowed. Under a filter as many more as it leaves out, up to
all of them: the vectors compared stay about as many, and a filter that lets less than PROBES of
all lists through is answered exactly."""

_BY_ROW = 2  # faiss.DirectMap.Hashtable: rows can be removed and read
_BYTES_A_ROW = 8 + 32  # its number, and the place in the map from that
LISTS_A_ROOT = 2.0
SAMPLES_A_LIST = 40
ROUNDS = 8


class IvfVectors:
    """Cosine by inner product: every vector has unit norm. Must be trained before it is filled.
    Not for two threads at once while one of them writes."""

    def __init__(self, dim: int, lists: int) -> None:
        self._dim = dim
        self._lists = lists
        self._centres = faiss.IndexFlatIP(dim)
        self._index = faiss.IndexIVFScalarQuantizer(
            self._centres,
            dim,
            lists,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        self._index.cp.niter = ROUNDS
        self._index.cp.spherical = True  # a longer centre would draw vectors that aren't near
        self._index.set_direct_map_type(_BY_ROW)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def nbytes(self) -> int:
        return len(self) * (self._dim + _BYTES_A_ROW) + self._lists * self._dim * 4

    @staticmethod
    def lists_for(count: int) -> int:
        """How many lists suit `count` vectors."""
        return max(1, round(LISTS_A_ROOT * math.sqrt(count)))

    @staticmethod
    def sample_for(lists: int) -> int:
        """How many vectors are enough to train with."""
        return lists * SAMPLES_A_LIST

    def train(self, sample: Vectors) -> None:
        """`sample` (N, D), spread over what will be added."""
        self._check(sample)
        self._index.train(np.ascontiguousarray(sample, dtype=np.float32))

    def add(self, rows: Rows, vectors: Vectors) -> None:
        self._check(vectors)
        if len(rows):
            contiguous = np.ascontiguousarray(vectors, dtype=np.float32)
            self._index.add_with_ids(contiguous, np.ascontiguousarray(rows, dtype=np.int64))

    def remove(self, rows: Sequence[int]) -> None:
        if len(rows):
            self._index.remove_ids(faiss.IDSelectorArray(np.asarray(rows, dtype=np.int64)))

    def search(self, vector: Vectors, k: int, allowed: Mask | None = None) -> Candidates:
        passing = len(self) if allowed is None else int(np.count_nonzero(allowed))
        k = min(k, len(self), passing)
        if k <= 0:
            return Candidates.none()
        query = self._query(vector)
        faiss.omp_set_num_threads(1)  # of this thread: several searches share the cores better
        parameters = faiss.SearchParametersIVF()
        parameters.nprobe = self._probes(passing / len(self), k)
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

    def _probes(self, share: float, k: int) -> int:
        """Enough lists for `k`, too: they hold twice that of what is allowed."""
        wide = PROBES / max(share, 1e-9)
        deep = 2 * k * self._lists / max(1.0, share * len(self))
        return min(self._lists, math.ceil(max(wide, deep)))

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
