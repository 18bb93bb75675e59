"""Wishes that only rank: what meets one better than the rest of the candidates is put forward a
little, and nothing is left out. Owns no words: `retrieval.query.soft` reads them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.backends.base import Rows, Vectors
from retrieval.esteem import esteem
from retrieval.filters import FilterTable
from retrieval.filters.predicates import Wish
from retrieval.rank.pool import Pool
from retrieval.values import Constraint, Op, Soft, SoftWish

LEAN = 0.2
AGE_LEAN = 1.0
ABOUT_FIELDS = ("department", "category")
WEIGHT_UNIT, YEARS = "g", "yr"

Values = NDArray[np.float64]


def softened(
    pool: Pool,
    wishes: Sequence[SoftWish],
    filters: FilterTable,
    constraints: Sequence[Constraint],
) -> Pool:
    """A part a wish, by its name. What is unknown stays in the middle."""
    for wish in wishes:
        meets = _meets(wish, pool.rows, filters, constraints)
        if meets is not None and meets.any():
            pool = pool.raised(wish.wish.value, meets, LEAN * meets)
    return pool


def nearest_in_age(pool: Pool, filters: FilterTable, constraints: Sequence[Constraint]) -> Pool:
    """Of what a child is old enough for, what begins nearest below its age, and not what ends
    before it: a baby's bowl is no present for a six year old."""
    for one in constraints:
        age = one.high if one.op is Op.BETWEEN and one.low is None else None
        if one.unit == YEARS and age and len(pool):
            begins, ends = filters.spans(Wish.of(one).attribute, YEARS, pool.rows).T
            near = np.where((begins < ends) & (ends < age), 0.0, np.minimum(begins / age, 1.0))
            meets: Vectors = np.nan_to_num(near, nan=0.5).astype(np.float32)
            pool = pool.raised("age", meets, AGE_LEAN * meets)
    return pool


def _meets(
    wish: SoftWish, rows: Rows, filters: FilterTable, constraints: Sequence[Constraint]
) -> Vectors | None:
    """(k,) in [0, 1]; None for a wish that nothing in the records tells of."""
    standing = filters.standing
    match wish.wish:
        case Soft.CHEAP:
            return _share_below(-filters.prices(rows, constraints))
        case Soft.PREMIUM:
            prices = filters.prices(rows, constraints)
            return _share_below(np.where(np.isfinite(prices), prices, np.nan))
        case Soft.POPULAR:
            count = standing.rating_count[rows]
            loved = esteem(standing.rating[rows], count) * np.log1p(count)
            return _share_below(np.where(count > 0, loved, np.nan))
        case Soft.NEW:
            added = standing.added[rows].astype(np.float64)
            return _share_below(np.where(added > 1, added, np.nan))
        case Soft.LIGHT:
            return _share_below(-filters.stated(WEIGHT_UNIT, rows))
        case Soft.ABOUT:
            return _about(wish.values, rows, filters)
    return None


def _share_below(values: Values) -> Vectors:
    """For each what share of the others is less; a half for what isn't known."""
    shares = np.full(len(values), 0.5, dtype=np.float32)
    known = np.isfinite(values)
    held = np.sort(values[known])
    if len(held) > 1:
        shares[known] = np.searchsorted(held, values[known]) / (len(held) - 1)
    return np.minimum(shares, 1.0)


def _about(values: Sequence[str], rows: Rows, filters: FilterTable) -> Vectors:
    named = np.zeros(len(rows), dtype=np.bool_)
    for field in ABOUT_FIELDS:
        named |= filters.among(rows, (Constraint(field, Op.ANY_OF, tuple(values)),))
    return named.astype(np.float32)
