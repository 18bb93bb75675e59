"""One contract, run on both databases: SQLite in a file, and a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from actions.stores import Feedback, SqlStore
from actions.stores.sample import moved
from llm.planning import OrderState
from retrieval.values import Money

ORDER = {
    "id": "20001",
    "customer_id": "C1",
    "placed": "2026-11-12T10:22:00",
    "state": "shipped",
    "items": [
        {"product_id": "P", "variant_id": "V", "title": "Kettle", "quantity": 2, "price": 19.9}
    ],
    "shipping": 4.9,
    "total": 44.7,
    "currency": "EUR",
    "carrier": "An Post",
    "tracking": "AP1",
    "shipped_on": "2026-11-14",
    "expected_from": "2026-11-24",
    "expected_to": "2026-11-26",
}
CUSTOMER = {"id": "C1", "name": "Ada", "email": "Ada@shop.example"}


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    opened = SqlStore(database_url)
    yield opened
    opened.close()


def test_order_comes_back_as_it_was_imported(store: SqlStore) -> None:
    store.import_records([CUSTOMER], [ORDER])
    order = store.order("20001")
    assert order is not None
    assert order.state is OrderState.SHIPPED
    assert order.total == Money(4470, "EUR")
    assert order.items[0].quantity == 2
    assert (order.expected_from, order.expected_to) == (date(2026, 11, 24), date(2026, 11, 26))
    assert order.refund is None


def test_unknown_order_is_none(store: SqlStore) -> None:
    assert store.order("99999") is None
    assert store.order("'; DROP TABLE orders; --") is None
    assert store.order_count() == 0


def test_broken_order_imports_nothing(store: SqlStore) -> None:
    broken: dict[str, Any] = {**ORDER, "id": "20002", "state": "teleported"}
    with pytest.raises(ValueError, match="state"):
        store.import_records([CUSTOMER], [ORDER, broken])
    assert store.order_count() == 0


def test_second_thumb_replaces_the_first(store: SqlStore) -> None:
    store.save_feedback(Feedback("s", "t", 0, "up"))
    store.save_feedback(Feedback("s", "t", 0, "down"))
    store.save_feedback(Feedback("s", "t", 1, "up"))
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT part, value FROM feedback ORDER BY part")).all()
    assert [tuple(row) for row in rows] == [(0, "down"), (1, "up")]


def test_sample_dates_move_together() -> None:
    later = moved({**ORDER, "refund": {"amount": 1, "issued_on": "2026-11-20"}}, timedelta(days=30))
    assert later["placed"].startswith("2026-12-12T10:22")
    assert later["shipped_on"] == "2026-12-14"
    assert later["refund"]["issued_on"] == "2026-12-20"
    assert "delivered_on" not in later
