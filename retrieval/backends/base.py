"""What a search backend must do. Owns the protocols; one file beside this holds each backend.

A *row* is a product's place in the store; both kinds of backend answer in rows. `allowed` is a
boolean array over rows: only those may come back, and filtering is exact however few they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.document import Document

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Best first. `rows` (k,) int64 and `scores` (k,) float32, higher better."""

    rows: Rows
    scores: Vectors

    @classmethod
    def none(cls) -> Candidates:
        return cls(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))


class VectorSearch(Protocol):
    """What ranking asks of vectors."""

    def search(self, vector: Vectors, k: int, allowed: Mask | None = None) -> Candidates:
        """The `k` rows of highest cosine with `vector` (D,)."""
        ...

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        """The cosine of each of `rows`, as `search` would score it."""
        ...

    @property
    def nbytes(self) -> int:
        """The memory that the vectors take."""
        ...

    def __len__(self) -> int: ...


class VectorBackend(VectorSearch, Protocol):
    """What keeps vectors up to date as well."""

    def add(self, rows: Rows, vectors: Vectors) -> None:
        """`vectors` (N, D), unit norm. Raises `DimensionMismatch`."""
        ...

    def remove(self, rows: Sequence[int]) -> None: ...


class WordSearch(Protocol):
    """What ranking asks of words."""

    def search(self, text: str, k: int, allowed: Mask | None = None) -> Candidates: ...


class LexicalBackend(WordSearch, Protocol):
    """What keeps words up to date as well."""

    def add(self, documents: Iterable[tuple[int, Document]]) -> None:
        """Replace what these rows held."""
        ...

    def remove(self, rows: Sequence[int]) -> None: ...

    def commit(self) -> None:
        """Make what was added and removed visible to searches, and durable."""
        ...

    def close(self) -> None: ...
