"""A customer's wish for an order, honoured among what is relevant. Owns no relevance."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from retrieval.backends.base import Rows
from retrieval.filters import FilterTable
from retrieval.rank.pool import Pool
from retrieval.values import Constraint, Sort

Column = NDArray[np.float64] | NDArray[np.int32] | NDArray[np.int64]

RELEVANT_SHARE = 0.6
"""Of the best score: what lies below is not offered as the cheapest of its kind."""
RELEVANT_MOST = 60
PRIOR_RATING, PRIOR_COUNT = 3.8, 8
SOLD_OUT = 1e6
"""Behind everything that can be had, whatever scale ratings are on."""
SORTED = 5_000


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


def in_order(first: Column, *others: Column) -> Rows:
    """Places (k,), ascending by the columns (k,) in turn; equal ones stay as they are. Of very
    many only the front is put in order, and what lies behind it stays as it is: nobody turns so
    many pages."""
    if len(first) <= SORTED:
        return np.lexsort((*reversed(others), first))
    edge = np.partition(first, SORTED)[SORTED]
    front, rest = np.flatnonzero(first <= edge), np.flatnonzero(first > edge)
    order = np.lexsort((*(other[front] for other in reversed(others)), first[front]))
    return np.concatenate([front[order], rest])


def esteem(rating: NDArray[np.float64], count: NDArray[np.int32]) -> NDArray[np.float64]:
    """The rating, drawn to the average where few have rated (a Bayesian mean); 0 for none."""
    weight = count / (count + PRIOR_COUNT)
    return np.nan_to_num(weight * rating + (1 - weight) * PRIOR_RATING, nan=0.0)


def by_esteem(rows: Rows, filters: FilterTable) -> Rows:
    """Rows in the order for browsing without words: in stock, then well rated."""
    standing = filters.standing
    loved = esteem(standing.rating[rows], standing.rating_count[rows])
    return rows[in_order(np.where(filters.offers.sold_out(rows), SOLD_OUT - loved, -loved), rows)]
