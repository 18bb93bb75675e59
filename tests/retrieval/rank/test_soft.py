"""Soft wishes put forward and leave nothing out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from small_shop import thing

from retrieval.filters import FilterTable
from retrieval.rank.pool import Part, Pool
from retrieval.rank.soft import nearest_in_age, softened
from retrieval.values import Constraint, Op, Soft, SoftWish

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


def test_what_is_meant_for_the_age_comes_before_what_is_meant_for_younger_ones() -> None:
    stated = ("4 months", "3 years", "2 to 4", "5 to 9 years", 6.0, "", "12 months")
    table = FilterTable()
    for row, said in enumerate(stated):
        ages = {"age": said} if said else {}
        table.put(row, thing(f"t{row}", f"Toy {row}", attributes=ages))
    alike = np.ones(len(stated), dtype=np.float32)
    rows = np.arange(len(stated), dtype=np.int64)
    one = Pool(rows, alike, alike, alike, (Part("words", alike, alike),))
    old = Constraint("attribute:age", Op.BETWEEN, low=None, high=6.0, unit="yr")
    found = nearest_in_age(one, table, (old,))
    assert [stated[row] for row in found.rows] == [
        6.0,
        "5 to 9 years",
        "3 years",
        "",
        "12 months",
        "4 months",
        "2 to 4",
    ]
    assert nearest_in_age(one, table, (Constraint("price", Op.BETWEEN, high=6.0),)) is one
