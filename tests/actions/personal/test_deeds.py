"""What somebody did is told for suggesting, where they agreed to that: their events and orders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event

from actions.personal.deeds import Deeds
from actions.personal.event import Did
from actions.personal.purpose import PURPOSES, Purpose
from actions.stores import Order, SqlStore
from tests.actions.personal.conftest import ANN, BEN, NOON, Diary

PERSONAL = Purpose.PERSONALISATION
ZONE = ZoneInfo("Europe/Dublin")


def order(number: str, state: str = "delivered", **told: Any) -> dict[str, Any]:
    product = told.pop("product", "lamp-2")
    item = {"product_id": product, "variant_id": f"{product}-a", "title": "T", "quantity": 1}
    return {
        "id": number,
        "customer_id": "A",
        "placed": "2026-06-20T09:00:00",
        "state": state,
        "items": [item | {"price": "10.00"}],
        "shipping": "0",
        "total": "10.00",
        "currency": "EUR",
    } | told


@pytest.fixture(autouse=True)
def two_orders(diary: Diary) -> None:
    customer = {"id": "A", "email": "ann@shop.example"}
    cancelled = order("2", "cancelled", product="mug-3")
    diary.store.import_records([customer], [order("1"), cancelled])


@contextmanager
def asked_of(engine: Engine) -> Iterator[list[str]]:
    """What the database is asked while the context lasts."""
    asked: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_events_and_orders_stand_in_the_order_of_their_times(diary: Diary) -> None:
    diary.consents.put(ANN, {PERSONAL: True})
    stars = {"did": Did.RATING, "detail": {"value": 4}}
    diary.journal.keep([diary.event(ANN), diary.event(ANN, "mug-3", **stars)])
    found = Deeds(diary.journal, diary.store, ZONE).of(ANN)
    bought, *seen = found
    assert (bought.did, bought.product_id) == (Did.PURCHASE, "lamp-2")
    assert bought.variant_id == "lamp-2-a"
    assert bought.when == NOON - timedelta(hours=4)  # nine o'clock in Dublin
    assert {(one.product_id, one.stars) for one in seen} == {("tent-1", None), ("mug-3", 4)}


@pytest.mark.parametrize("agreed", [(), tuple(p for p in PURPOSES if p is not PERSONAL)])
def test_without_consent_there_is_nothing(diary: Diary, agreed: tuple[Purpose, ...]) -> None:
    diary.consents.put(ANN, dict.fromkeys(agreed, True))
    diary.journal.keep([diary.event(ANN)])
    assert diary.deeds.of(ANN) == ()
    diary.consents.put(ANN, {PERSONAL: True})
    assert [one.product_id for one in diary.deeds.of(ANN)] == ["lamp-2"]
    diary.consents.put(ANN, {PERSONAL: False})
    assert diary.deeds.of(ANN) == ()


def test_a_session_has_no_orders(diary: Diary) -> None:
    diary.consents.put(BEN, {PERSONAL: True})
    diary.journal.keep([diary.event(BEN)])
    assert [one.product_id for one in diary.deeds.of(BEN)] == ["tent-1"]


def test_it_takes_two_questions(diary: Diary) -> None:
    """Each a journey to a database that may be far: the consent is part of both."""
    diary.consents.put(ANN, {PERSONAL: True})
    diary.deeds.of(ANN)
    with asked_of(diary.store.engine) as asked:
        diary.deeds.of(ANN)
    assert len([one for one in asked if one.startswith("SELECT")]) == 2


class Elsewhere:
    """A shop's back end that is no `SqlStore`; it knows who was asked about."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.asked = store, list[str]()

    def orders_of(self, customer_id: str) -> tuple[Order, ...]:
        self.asked.append(customer_id)
        return self.store.orders_of(customer_id)


def test_orders_of_another_system_are_read_there_and_only_with_consent(diary: Diary) -> None:
    elsewhere = Elsewhere(diary.store)
    deeds = Deeds(diary.journal, elsewhere, ZONE)  # type: ignore[arg-type]
    assert deeds.of(ANN) == ()
    assert elsewhere.asked == []
    diary.consents.put(ANN, {PERSONAL: True})
    assert deeds.of(ANN) == Deeds(diary.journal, diary.store, ZONE).of(ANN)
    assert elsewhere.asked == ["A"]


class Telling(SqlStore):
    """One that lies here and tells of orders in its own way."""

    def orders_of(self, customer_id: str) -> tuple[Order, ...]:
        return super().orders_of(customer_id)[:0]


def test_a_store_that_tells_of_orders_in_its_own_way_is_asked(
    diary: Diary, database_url: str
) -> None:
    diary.consents.put(ANN, {PERSONAL: True})
    store = Telling(database_url)
    assert Deeds(diary.journal, store, ZONE).of(ANN) == ()
    store.close()
