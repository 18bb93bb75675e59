"""A customer's wish for an order, honoured among what is relevant. Owns no relevance."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from retrieval.backends.base import Rows
from retrieval.esteem import esteem, in_order
from retrieval.filters import FilterTable
from retrieval.rank.pool import Pool
from retrieval.values import Constraint, Sort

RELEVANT_SHARE = 0.6
"""Of the best score: what lies below is not offered as the cheapest of its kind."""
RELEVANT_MOST = 60


def relevant(pool: Pool) -> Pool:
    """The front of `pool` that may be put in another order."""
    if not len(pool):
        return pool
    scores = pool.scores
    front = int((scores >= RELEVANT_SHARE * float(scores[0])).sum())
    return pool.take(range(max(1, min(front, RELEVANT_MOST))))


def wished(sort: Sort, rows: Rows, filters: FilterTable, constraints: Iterable[Constraint]) -> Rows:
    """Places of `rows` (k,) in the order wished; what is unknown comes last, what is alike stays
    as it was."""
    standing = filters.standing
    price = filters.prices(rows, constraints)
    match sort:
        case Sort.PRICE_ASC:
            return in_order(price)
        case Sort.PRICE_DESC:
            return in_order(np.where(np.isfinite(price), -price, np.inf))
        case Sort.RATING:
            loved = esteem(standing.rating[rows], standing.rating_count[rows])
            return in_order(-loved, price)
        case Sort.NEWEST:
            return in_order(-standing.added[rows])
