"""What many bought lately, and what is well rated: for whom nothing is known of, and with what is
known as a leaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.esteem import esteem_of
from retrieval.personal.suggest.demand import LATELY_DAYS, Demand
from retrieval.personal.suggest.proposal import Proposal
from retrieval.personal.suggest.reason import Ground, Reason
from retrieval.personal.suggest.situation import Situation
from retrieval.values import Product

FEWEST_RATINGS = 5


def esteem(product: Product) -> float:
    """As search has it: one five-star review isn't the best."""
    return esteem_of(product.rating, product.rating_count)


class Trending:
    def __init__(self, demand: Demand) -> None:
        self._demand = demand

    def __call__(self, situation: Situation, k: int) -> list[Proposal]:
        return [
            Proposal(one, count, Reason(Ground.TRENDING, count=count, days=LATELY_DAYS))
            for one, count in self._demand.lately.most_common(k)
        ]


@dataclass(frozen=True, slots=True)
class Rated:
    """`favourites` are the catalogue's best rated, best first."""

    favourites: Sequence[Product]

    def __call__(self, situation: Situation, k: int) -> list[Proposal]:
        return [
            Proposal(
                one.product_id,
                esteem(one),
                Reason(Ground.RATED, count=one.rating_count, rating=one.rating),
            )
            for one in self.favourites[:k]
        ]


def favourites(products: Sequence[Product], most: int) -> tuple[Product, ...]:
    rated = [one for one in products if one.rating and one.rating_count >= FEWEST_RATINGS]
    return tuple(sorted(rated, key=lambda one: (-esteem(one), one.product_id))[:most])
