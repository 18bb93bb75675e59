"""What is to be told of, and to whom not. Owns the shape; reading it from a file is others'."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from retrieval.values import Product

MOST = 10_000


class HasIt(StrEnum):
    """What becomes of customers who bought some of it already."""

    ALL = "all"
    """Out, where nothing is left that they haven't bought."""
    ANY = "any"
    """Out, whichever they bought."""
    KEEP = "keep"
    """They stay."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """`max_per_days` is days -> how often somebody may be written to in them, by whichever
    campaign. Without `replenishable` that is seen from how customers buy. `max_consent_days`: who
    agreed longer ago is left out. `at_least` is a score, `most` how many customers."""

    name: str = ""
    starts: datetime | None = None
    bought: HasIt = HasIt.ALL
    replenishable: bool | None = None
    leave_returned: bool = True
    leave_complaints: bool = True
    max_consent_days: int | None = None
    max_per_days: Mapping[int, int] = field(default_factory=lambda: {7: 1})
    at_least: float = 0.0
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Aim:
    """The products of a campaign, by id."""

    products: Mapping[str, Product]

    @classmethod
    def at(cls, products: Iterable[Product]) -> Aim:
        return cls({one.product_id: one for one in products})

    @classmethod
    def among(cls, products: Iterable[Product], fits: Callable[[Product], bool]) -> Aim:
        return cls.at(one for one in products if fits(one))

    def less(self, ids: Iterable[str]) -> Aim:
        """Without those."""
        gone = self.products.keys() & set(ids)
        if not gone:
            return self
        return Aim({one: product for one, product in self.products.items() if one not in gone})
