"""A customer's wish for an order, honoured among what is relevant. Owns no relevance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from retrieval.rank.pool import Pool
from retrieval.values import Product, Sort, Variant

RELEVANT_SHARE = 0.6
"""Of the best score: what lies below is not offered as the cheapest of its kind."""
RELEVANT_MOST = 60
PRIOR_RATING, PRIOR_COUNT = 3.8, 8


def relevant(pool: Pool) -> Pool:
    """The front of `pool` that may be put in another order."""
    if not len(pool):
        return pool
    scores = pool.scores
    front = int((scores >= RELEVANT_SHARE * float(scores[0])).sum())
    return pool.take(range(max(1, min(front, RELEVANT_MOST))))


def sort_key(sort: Sort, product: Product, variant: Variant) -> tuple[float, ...]:
    """Ascending order by this is the wished one; what is unknown comes last."""
    price = float(variant.price.amount) if variant.price else math.inf
    match sort:
        case Sort.PRICE_ASC:
            return (price,)
        case Sort.PRICE_DESC:
            return (-price if math.isfinite(price) else math.inf,)
        case Sort.RATING:
            return (-esteem(product), price)
        case Sort.NEWEST:
            return (-(product.added or date.min).toordinal(),)


def esteem(product: Product) -> float:
    """The rating, drawn to the average where few have rated (a Bayesian mean)."""
    if product.rating is None:
        return 0.0
    weight = product.rating_count / (product.rating_count + PRIOR_COUNT)
    return weight * product.rating + (1 - weight) * PRIOR_RATING


def by_esteem(products: Sequence[tuple[int, Product]]) -> list[int]:
    """Rows in the order for browsing without words: in stock, then well rated."""

    def key(pair: tuple[int, Product]) -> tuple[bool, float, int]:
        row, product = pair
        sold_out = all(variant.in_stock is False for variant in product.variants)
        return (sold_out, -esteem(product), row)

    return [row for row, _ in sorted(products, key=key)]
