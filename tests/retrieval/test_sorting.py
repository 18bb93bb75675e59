"""Orders of many rows at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_shop import shop

from retrieval import esteem
from retrieval.esteem import by_esteem, in_order
from retrieval.filters import FilterTable
from retrieval.sorting import wished
from retrieval.values import Sort


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=40), st.integers(1, 50))
def test_the_front_is_in_order_and_nothing_is_lost(pairs: list[tuple[int, int]], most: int) -> None:
    columns = np.asarray(pairs, dtype=np.float64).reshape(-1, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(esteem, "SORTED", most)
        order = in_order(columns[:, 0], columns[:, 1])
    expected = sorted(range(len(pairs)), key=lambda place: (pairs[place], place))
    assert order[:most].tolist() == expected[:most]
    assert sorted(order.tolist()) == list(range(len(pairs)))


@pytest.fixture
def table() -> FilterTable:
    table = FilterTable()
    for row, product in enumerate(shop()):
        table.put(row, product)
    return table


def test_browsing_has_what_is_there_and_well_rated_first(table: FilterTable) -> None:
    rows = np.arange(len(shop()))
    ids = [shop()[row].product_id for row in by_esteem(rows, table)]
    assert ids[:3] == ["jacket-wool", "jacket-rain", "kettle"]
    assert ids[-1] == "boots"  # sold out


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        (Sort.PRICE_ASC, "tent-pegs", "tent-two"),
        (Sort.PRICE_DESC, "tent-two", "tent-pegs"),
        (Sort.NEWEST, "jacket-storm", "blanket"),
        (Sort.RATING, "jacket-wool", "tent-two"),
    ],
)
def test_wishes_for_an_order(table: FilterTable, sort: Sort, first: str, last: str) -> None:
    places = wished(sort, np.arange(len(shop())), table, [])
    ids = [shop()[place].product_id for place in places]
    assert (ids[0], ids[-1]) == (first, last)
