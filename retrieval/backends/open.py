"""Opens the vectors' backend that suits how many there are. Owns the choice, not the backends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np

from retrieval.backends.base import Rows, VectorBackend, Vectors
from retrieval.backends.flat import FlatVectors
from retrieval.backends.ivf import IvfVectors

FLAT_UP_TO = 200_000
"""One core looks at so many vectors in 5 ms."""

Blocks: TypeAlias = Callable[[], Iterator[tuple[Rows, Vectors]]]
"""Rows (B,) and vectors (B, D), again from the start at each call."""


def open_vectors(dim: int, count: int, blocks: Blocks) -> VectorBackend:
    """A backend filled with all `count` vectors of `blocks`."""
    backend: FlatVectors | IvfVectors
    if count <= FLAT_UP_TO:
        backend = FlatVectors(dim)
    else:
        backend = IvfVectors(dim, IvfVectors.lists_for(count))
        backend.train(_sample(blocks, count, IvfVectors.sample_for(IvfVectors.lists_for(count))))
    for rows, vectors in blocks():
        backend.add(rows, vectors)
    return backend


def _sample(blocks: Blocks, count: int, wanted: int) -> Vectors:
    """About `wanted` of them, evenly spread."""
    step = max(1, count // wanted)
    return np.concatenate([vectors[::step] for _, vectors in blocks()])
