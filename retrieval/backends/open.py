"""Opens the vectors' backend that suits how many there are. Owns the choice, not the backends."""

from __future__ import annotations

from collections.abc import Callable

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.backends.base import Rows
from retrieval.backends.faiss_rows import FaissRows
from retrieval.backends.flat import FlatVectors
from retrieval.backends.ivf import IvfVectors

FLAT_UP_TO = 200_000
"""One core looks at so many vectors in 5 ms."""
AT_ONCE = 4096
"""So that no second copy of all vectors lies in memory."""


def suits(vectors: FaissRows) -> bool:
    """Whether these would be opened so again: not where they have become many more."""
    return isinstance(vectors, IvfVectors) or len(vectors) <= FLAT_UP_TO


def read_vectors(read: Callable[[int], bytes]) -> FlatVectors | IvfVectors:
    """What `FaissRows.write` wrote. Raises `RuntimeError` where it isn't whole."""
    index = faiss.read_index(faiss.PyCallbackIOReader(read))  # type: ignore[attr-defined]
    kind = IvfVectors if isinstance(index, faiss.IndexIVF) else FlatVectors
    return kind.around(index)


def open_vectors(dim: int, rows: Rows, vectors: NDArray[np.float16]) -> FlatVectors | IvfVectors:
    """A backend filled with `vectors` (N, D) under `rows` (N,)."""
    backend: FlatVectors | IvfVectors
    if len(rows) <= FLAT_UP_TO:
        backend = FlatVectors(dim)
    else:
        lists = IvfVectors.lists_for(len(rows))
        backend = IvfVectors(dim, lists)
        step = max(1, len(rows) // IvfVectors.sample_for(lists))
        backend.train(vectors[::step].astype(np.float32))
    for start in range(0, len(rows), AT_ONCE):
        block = slice(start, start + AT_ONCE)
        backend.add(rows[block], vectors[block].astype(np.float32))
    return backend
