"""Soft wishes put forward and leave nothing out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from small_shop import thing

from retrieval.filters import FilterTable
from retrieval.rank.pool import Part, Pool
from retrieval.rank.soft import softened
from retrieval.values import Soft, SoftWish

SHELF = [
    thing("a", "Plain kettle", 80, rating=4.0, rating_count=3, added=date(2020, 5, 1)),
    thing("b", "Small kettle", 20, rating=4.5, rating_count=200),
    thing("c", "Grand kettle", 150, category="kettles", added=date(2026, 5, 1)),
]


@pytest.fixture
def filters() -> FilterTable:
    table = FilterTable()
    for row, product in enumerate(SHELF):
        table.put(row, product)
    return table


def pool() -> Pool:
    alike = np.full(len(SHELF), 0.5, dtype=np.float32)
    rows = np.arange(len(SHELF), dtype=np.int64)
    return Pool(rows, alike, alike, alike, (Part("words", alike, alike),))


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        (SoftWish(Soft.CHEAP), 1),
        (SoftWish(Soft.PREMIUM), 2),
        (SoftWish(Soft.POPULAR), 1),
        (SoftWish(Soft.NEW), 2),
        (SoftWish(Soft.ABOUT, values=("kettles",)), 2),
    ],
)
def test_what_meets_a_wish_best_comes_first_and_all_stay(
    filters: FilterTable, wish: SoftWish, first: int
) -> None:
    found = softened(pool(), [wish], filters, ())
    assert found.rows[0] == first
    assert sorted(found.rows.tolist()) == [0, 1, 2]
    assert wish.wish.value in [part.part for part in found.score_parts(0)]


def test_a_wish_that_no_record_tells_of_changes_nothing(filters: FilterTable) -> None:
    found = softened(pool(), [SoftWish(Soft.BIG)], filters, ())
    assert found.rows.tolist() == [0, 1, 2]
