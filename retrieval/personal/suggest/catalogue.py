"""What suggesting asks of a catalogue: a product by its id, and what is like it.

Owns the reading of an index for it; nothing is kept, so that what is sold out a moment later is
seen as sold out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from retrieval.index import Index
from retrieval.values import Constraint, Op, Product

IN_STOCK = (Constraint("in_stock", Op.ANY_OF, ("yes",)),)


class Catalogue(Protocol):
    """Safe to call from several threads."""

    def product(self, product_id: str) -> Product | None:
        """As the shop's records hold it now."""

    def alike(self, wanted: Mapping[str, float], k: int) -> list[tuple[str, float]]:
        """The `k` products in stock that are nearest to those of `wanted` by their weights, with
        the cosine. Those themselves may be among them."""

    def nearest_of(self, product_id: str, others: list[str]) -> str:
        """Which of `others` it is most like; empty where none is known."""


class IndexCatalogue:
    """Implements `Catalogue` over an index that is open."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def product(self, product_id: str) -> Product | None:
        return self._index.product(product_id)

    def alike(self, wanted: Mapping[str, float], k: int) -> list[tuple[str, float]]:
        with self._index.reading() as parts:
            mean: np.ndarray | None = None
            for product_id, weight in wanted.items():
                vector = parts.store.vector_of(product_id)
                if vector is not None:
                    mean = vector * weight if mean is None else mean + vector * weight
            if mean is None or not np.linalg.norm(mean):
                return []
            allowed = parts.filters.mask(IN_STOCK)
            vectors = parts.ranking.vectors
            found = vectors.search((mean / np.linalg.norm(mean)).astype(np.float32), k, allowed)
            pairs = list(zip(found.rows.tolist(), found.scores.tolist(), strict=True))
            ids = parts.store.ids_of([row for row, _ in pairs])
            return [(ids[row], score) for row, score in pairs if row in ids]

    def nearest_of(self, product_id: str, others: list[str]) -> str:
        with self._index.reading() as parts:
            here = parts.store.vector_of(product_id)
            if here is None:
                return ""
            told = [(parts.store.vector_of(other), other) for other in others]
            known = [(float(here @ vector), other) for vector, other in told if vector is not None]
            return max(known, default=(0.0, ""))[1]
