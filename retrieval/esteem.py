"""How well products are liked, and rows in that order or by columns. Owns the average that few
ratings are drawn to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.backends.base import Rows
from retrieval.filters import FilterTable

Column = NDArray[np.float64] | NDArray[np.int32] | NDArray[np.int64]

PRIOR_RATING, PRIOR_COUNT = 3.8, 8
SOLD_OUT = 1e6
"""Behind everything that can be had, whatever scale ratings are on."""
SORTED = 5_000


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


def esteem_of(rating: float | None, count: int) -> float:
    """Of one product; one that nobody has rated is taken for an average one."""
    rated = rating if rating is not None else PRIOR_RATING
    return (rated * count + PRIOR_RATING * PRIOR_COUNT) / (count + PRIOR_COUNT)


def esteem(rating: NDArray[np.float64], count: NDArray[np.int32]) -> NDArray[np.float64]:
    """The rating, drawn to the average where few have rated (a Bayesian mean); 0 for none."""
    weight = count / (count + PRIOR_COUNT)
    return np.nan_to_num(weight * rating + (1 - weight) * PRIOR_RATING, nan=0.0)


def by_esteem(rows: Rows, filters: FilterTable) -> Rows:
    """Rows in the order for browsing without words: in stock, then well rated."""
    standing = filters.standing
    loved = esteem(standing.rating[rows], standing.rating_count[rows])
    return rows[in_order(np.where(filters.offers.sold_out(rows), SOLD_OUT - loved, -loved), rows)]
