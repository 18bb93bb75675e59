"""A change to a live index, as a value. Owns no index: `Index.apply` makes changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from retrieval.backends.base import Vectors
from retrieval.values import Product


@dataclass(frozen=True, slots=True)
class Put:
    """Add or replace. `vector` (D,) saves encoding a new text (that of `vector_text(product)`)."""

    product: Product
    vector: Vectors | None = None

    @property
    def product_id(self) -> str:
        return self.product.product_id


@dataclass(frozen=True, slots=True)
class Remove:
    product_id: str


Change: TypeAlias = Put | Remove
