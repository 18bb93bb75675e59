"""A fresh shop on each database, and Ada, who has shown who she is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from databases import database_url  # noqa: F401 - a fixture
from two_customers import CUSTOMERS, GIFT_CARDS, ORDERS
from visiting import Shop, Visitor, big_order

from actions.stores import SqlStore


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:  # noqa: F811
    store = SqlStore(database_url)
    orders = [*ORDERS, big_order("20004", "delivered"), big_order("20005", "pending")]
    store.import_records(CUSTOMERS, orders, GIFT_CARDS)
    yield Shop(store)
    store.close()


@pytest.fixture
def ada(shop: Shop) -> Visitor:
    visitor = shop.visitor()
    visitor.shows_who()
    return visitor
