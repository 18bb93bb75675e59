"""Vectors in FAISS, in lists around centres and a byte a number: for catalogues past some 200,000
products, where looking at every vector takes too long. Owns no texts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import faiss
import numpy as np

from retrieval.backends.base import Vectors
from retrieval.backends.faiss_rows import BYTES_A_ROW, FaissRows

PROBES = 128
"""Lists looked at where everything is allowed. Under a filter as many more as it leaves out, up to
all of them: the vectors compared stay about as many, and a filter that lets less than PROBES of
all lists through is answered exactly."""

_BY_ROW = 2  # faiss.DirectMap.Hashtable: rows can be removed and read
LISTS_A_ROOT = 2.0
SAMPLES_A_LIST = 40
ROUNDS = 8


class IvfVectors(FaissRows):
    """Looks into the lists around the nearest centres. Must be trained before it is filled."""

    def __init__(self, dim: int, lists: int) -> None:
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dim),
            dim,
            lists,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        index.cp.niter = ROUNDS
        index.cp.spherical = True  # a longer centre would draw vectors that aren't near
        index.set_direct_map_type(_BY_ROW)
        super().__init__(index)

    @property
    def _lists(self) -> int:
        return int(self._index.nlist)

    @property
    def nbytes(self) -> int:
        return len(self) * (self._dim + BYTES_A_ROW) + self._lists * self._dim * 4

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

    def remove(self, rows: Sequence[int]) -> None:
        if len(rows):
            self._index.remove_ids(faiss.IDSelectorArray(np.asarray(rows, dtype=np.int64)))

    def parameters(self, passing: int, k: int) -> Any:
        parameters = faiss.SearchParametersIVF()
        parameters.nprobe = self._probes(passing / len(self), k)
        return parameters

    def _probes(self, share: float, k: int) -> int:
        """Enough lists for `k`, too: they hold twice that of what is allowed."""
        wide = PROBES / max(share, 1e-9)
        deep = 2 * k * self._lists / max(1.0, share * len(self))
        return min(self._lists, math.ceil(max(wide, deep)))
