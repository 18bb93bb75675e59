"""Vectors in FAISS, flat and in half precision: exact at every selectivity up to about 200,000
products. Owns no texts."""

from __future__ import annotations

from collections.abc import Sequence

import faiss
import numpy as np

from retrieval.backends.faiss_rows import BYTES_A_ROW, FaissRows


class FlatVectors(FaissRows):
    """Looks at every vector that is allowed."""

    def __init__(self, dim: int) -> None:
        flat = faiss.IndexScalarQuantizer(
            dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        super().__init__(faiss.IndexIDMap2(flat))

    @property
    def nbytes(self) -> int:
        return len(self) * (2 * self._dim + BYTES_A_ROW)

    def remove(self, rows: Sequence[int]) -> None:
        if len(rows):
            ids = np.asarray(rows, dtype=np.int64)
            self._index.remove_ids(faiss.IDSelectorBatch(ids))
