"""The sample's orders in a store: made anew when the sample or the day changes, a shop's never."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.errors import Unavailable
from actions.records.sample_out import remove_sample
from actions.stores import SqlStore
from actions.stores.change import CancelOrder
from actions.stores.sample import load_sample
from llm.planning import OrderState
from retrieval.values import Money

ORDER: dict[str, Any] = {
    "id": "20001",
    "customer_id": "C1",
    "placed": "2026-11-12T10:22:00",
    "state": "shipped",
    "items": [
        {"product_id": "P", "variant_id": "V", "title": "Kettle", "quantity": 1, "price": 19.9}
    ],
    "shipping": 0,
    "total": 19.9,
    "currency": "EUR",
    "shipped_on": "2026-11-14",
}
CUSTOMER = {"id": "C1", "name": "Ada", "email": "ada@shop.example"}
MONDAY, LATER = date(2026, 11, 23), date(2026, 12, 7)


def write_sample(folder: Path, *orders: dict[str, Any]) -> None:
    (folder / "meta.json").write_text('{"as_of": "2026-11-16"}')
    (folder / "customers.jsonl").write_text(json.dumps(CUSTOMER) + "\n")
    (folder / "gift_cards.jsonl").write_text("")
    (folder / "orders.jsonl").write_text("".join(json.dumps(one) + "\n" for one in orders))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    write_sample(tmp_path, ORDER)
    opened = SqlStore(f"sqlite:///{tmp_path / 'shop.db'}")
    yield opened
    opened.close()


def shipped_on(store: SqlStore) -> date | None:
    order = store.order("20001")
    return order.shipped_on if order else None


def test_the_same_sample_on_the_same_day_is_loaded_once(store: SqlStore, tmp_path: Path) -> None:
    assert load_sample(store, tmp_path, MONDAY) == 1
    assert load_sample(store, tmp_path, MONDAY) == 0
    assert shipped_on(store) == date(2026, 11, 21)


def test_on_another_day_its_dates_move_along(store: SqlStore, tmp_path: Path) -> None:
    load_sample(store, tmp_path, MONDAY)
    assert load_sample(store, tmp_path, LATER) == 1
    assert shipped_on(store) == date(2026, 12, 5)


def test_what_was_changed_stays_changed_on_another_day(store: SqlStore, tmp_path: Path) -> None:
    write_sample(tmp_path, {**ORDER, "state": "pending", "shipped_on": None}, {**ORDER, "id": "9"})
    load_sample(store, tmp_path, MONDAY)
    cancel = CancelOrder("20001", 1, "unwanted", Money(1990, "EUR"), "card", MONDAY)
    store.apply(cancel, "key-1")
    load_sample(store, tmp_path, LATER)
    cancelled, other = store.order("20001"), store.order("9")
    assert cancelled is not None
    assert other is not None
    assert (cancelled.state, cancelled.cancelled_on) == (OrderState.CANCELLED, MONDAY)
    assert other.shipped_on == date(2026, 12, 5)


def test_a_sample_made_anew_replaces_the_old_one_wholly(store: SqlStore, tmp_path: Path) -> None:
    load_sample(store, tmp_path, MONDAY)
    write_sample(tmp_path, {**ORDER, "id": "20002"}, {**ORDER, "id": "20003"})
    assert load_sample(store, tmp_path, MONDAY) == 2
    assert store.order("20001") is None
    assert store.order_count() == 2


def test_a_shops_own_orders_are_never_touched(store: SqlStore, tmp_path: Path) -> None:
    store.import_records([CUSTOMER], [{**ORDER, "id": "7"}])
    assert load_sample(store, tmp_path, MONDAY) == 0
    assert [store.order_count(), store.order("20001")] == [1, None]


def test_orders_imported_beside_the_sample_make_the_store_a_shops_own(
    store: SqlStore, tmp_path: Path
) -> None:
    load_sample(store, tmp_path, MONDAY)
    store.import_records([CUSTOMER], [{**ORDER, "id": "7"}])
    write_sample(tmp_path, {**ORDER, "id": "20002"})
    assert load_sample(store, tmp_path, LATER) == 0
    assert store.order("7") is not None


def test_a_broken_sample_leaves_the_old_orders(store: SqlStore, tmp_path: Path) -> None:
    load_sample(store, tmp_path, MONDAY)
    write_sample(tmp_path, {**ORDER, "state": "teleported"})
    with pytest.raises(ValueError, match="state"):
        load_sample(store, tmp_path, MONDAY)
    assert shipped_on(store) == date(2026, 11, 21)


def test_a_missing_file_is_named(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "customers.jsonl").unlink()
    with pytest.raises(Unavailable, match=r"customers\.jsonl"):
        load_sample(store, tmp_path, MONDAY)


def test_a_shop_of_its_own_never_answers_with_sample_orders(
    store: SqlStore, tmp_path: Path
) -> None:
    load_sample(store, tmp_path, MONDAY)
    remove_sample(store)
    assert store.order_count() == 0
    assert load_sample(store, tmp_path, MONDAY) > 0
