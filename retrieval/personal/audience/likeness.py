"""How like each other products are, by their vectors. Owns the reading of an index for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.index import Index

Cosines = NDArray[np.float32]


class Likeness(Protocol):
    def between(self, ones: Sequence[str], others: Sequence[str]) -> Cosines:
        """(ones, others) cosines; 0 for what isn't known."""


class IndexLikeness:
    """Implements `Likeness` over an index that is open. What is sold out is like others still."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def between(self, ones: Sequence[str], others: Sequence[str]) -> Cosines:
        with self._index.reading() as parts:
            known: dict[str, NDArray[np.float32]] = {}
            for one in {*ones, *others}:
                vector = parts.store.vector_of(one)
                if vector is not None:
                    known[one] = np.asarray(vector, np.float32)
        found = np.zeros((len(ones), len(others)), np.float32)
        if not known:
            return found
        nothing = np.zeros_like(next(iter(known.values())))
        left = np.array([known.get(one, nothing) for one in ones]).reshape(len(ones), -1)
        right = np.array([known.get(one, nothing) for one in others]).reshape(len(others), -1)
        return np.asarray(left @ right.T, np.float32) if len(ones) and len(others) else found
