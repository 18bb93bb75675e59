"""The contract of a shop's back end, run on each that there is."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from databases import DATABASES, fresh_database
from store_contract import (
    BLUE,
    CANCEL,
    CUSTOMERS,
    DUBLIN,
    ELSEWHERE,
    EVERY_CHANGE,
    GIFT_CARDS,
    ORDERS,
    TODAY,
    euros,
)

from actions.stores import Address, ShopRecords, SqlStore
from actions.stores.change import (
    ChangeOrderAddress,
    Line,
    change_as_json,
    change_from_json,
)
from actions.stores.errors import AlreadyOpen, NoSuchRecord, ShortOfFunds, Stale, StoreError
from llm.planning import OrderState

OWN = os.environ.get("STORECLERK_TEST_STORE", "")


@pytest.fixture(params=["own"] if OWN else DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ShopRecords]:
    if OWN:
        module, _, name = OWN.partition(":")
        make: Callable[..., ShopRecords] = getattr(importlib.import_module(module), name)
        yield make(CUSTOMERS, ORDERS, GIFT_CARDS)
        return
    with fresh_database(request.param, tmp_path) as url:
        opened = SqlStore(url)
        opened.import_records(CUSTOMERS, ORDERS, GIFT_CARDS)
        yield opened
        opened.close()


def test_an_order_has_its_items_address_and_payments(store: ShopRecords) -> None:
    order = store.order("20001")
    assert order
    assert [(one.variant_id, one.quantity) for one in order.items] == [("K-RED", 2), ("L", 1)]
    assert order.address == Address(**DUBLIN)
    assert [(one.kind, one.amount) for one in order.payments] == [("card", euros(64.7))]
    assert (order.version, order.requests) == (1, ())


def test_a_customers_orders_are_theirs_alone_newest_first(store: ShopRecords) -> None:
    assert [one.order_id for one in store.orders_of("C1")] == ["20001", "20002", "20004"]
    assert [one.order_id for one in store.orders_of("C2")] == ["20003"]
    assert store.orders_of("C9") == ()


def test_a_customer_by_id_and_by_email_whatever_the_case(store: ShopRecords) -> None:
    customer = store.customer("C1")
    assert customer
    assert customer.payment_methods[1].balance == euros(30)
    assert store.customers_by_email(" SIOBHAN@shop.EXAMPLE ") == (customer,)
    assert store.customers_by_email("siobhan@shop") == ()
    assert store.customer("") is None


@pytest.mark.parametrize("name", ["Siobhan O’Neill", "SIOBHÁN O'NEILL", " siobhán o'neill "])
def test_a_customer_by_name_and_postcode_as_people_type_them(store: ShopRecords, name: str) -> None:
    assert [one.customer_id for one in store.customers_by_name(name, "d01a123")] == ["C1"]
    assert store.customers_by_name(name, "D01 A124") == ()
    assert store.customers_by_name("", "") == ()


def test_a_gift_card_by_its_code_as_people_type_it(store: ShopRecords) -> None:
    card = store.gift_card("gc ab2c 9xyz")
    assert card
    assert card.balance == euros(12.5)
    assert store.gift_card("GC-AB2C-9XYY") is None


@pytest.mark.parametrize("kind", EVERY_CHANGE)
def test_each_change_is_done_once_a_key(store: ShopRecords, kind: str) -> None:
    change = EVERY_CHANGE[kind]
    first = store.apply(change, "key-1")
    after = store.orders_of("C1"), store.customer("C1")
    assert store.apply(change, "key-1") == first
    assert (store.orders_of("C1"), store.customer("C1")) == after
    assert (first.key, first.kind) == ("key-1", kind)
    assert first.reference


@pytest.mark.parametrize("kind", EVERY_CHANGE)
def test_each_change_survives_being_written_down(kind: str) -> None:
    change = EVERY_CHANGE[kind]
    assert change_from_json(change_as_json(change)) == change


@pytest.mark.parametrize("kind", EVERY_CHANGE)
def test_one_key_sent_by_many_at_once_is_done_once(store: ShopRecords, kind: str) -> None:
    change = EVERY_CHANGE[kind]
    with ThreadPoolExecutor(6) as threads:
        receipts = set(threads.map(lambda _: store.apply(change, "k"), range(12)))
    assert len(receipts) == 1
    order = store.order(getattr(change, "order_id", "") or "20001")
    assert order
    assert order.version <= 2
    assert len(order.requests) <= 1


def test_two_keys_at_once_on_one_version_leave_one_done(store: ShopRecords) -> None:
    def attempt(key: str) -> str:
        try:
            return store.apply(CANCEL, key).kind
        except Stale as error:
            return error.code

    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(attempt, [f"k{n}" for n in range(6)]))
    assert sorted(outcomes) == ["cancel_order"] + ["stale"] * 5


def test_a_cancelled_order_has_its_refund(store: ShopRecords) -> None:
    assert store.apply(CANCEL, "k").state == "cancelled"
    order = store.order("20001")
    assert order
    assert (order.state, order.cancelled_on) == (OrderState.CANCELLED, TODAY)
    assert order.refund
    assert (order.refund.amount, order.refund.method) == (euros(64.7), "card")


def test_a_return_is_a_state_and_an_open_request(store: ShopRecords) -> None:
    receipt = store.apply(EVERY_CHANGE["start_return"], "k")
    order = store.order("20002")
    assert order
    assert order.state is OrderState.RETURN_REQUESTED
    assert [one.reference for one in order.requests] == [receipt.reference]
    assert order.has_open("start_return")


def test_other_items_change_the_total_and_what_is_paid(store: ShopRecords) -> None:
    store.apply(EVERY_CHANGE["change_items"], "k")
    order = store.order("20001")
    assert order
    kettle = order.item("K-BLU")
    assert kettle
    assert (kettle.quantity, kettle.price, order.total) == (2, euros(22.9), euros(70.7))
    assert sum(one.amount.amount_minor for one in order.payments) == order.total.amount_minor


def test_an_orders_address_and_a_profiles_are_two_things(store: ShopRecords) -> None:
    store.apply(EVERY_CHANGE["change_order_address"], "k1")
    order, customer = store.order("20001"), store.customer("C1")
    assert order
    assert customer
    assert (order.address, customer.address) == (ELSEWHERE, Address(**DUBLIN))
    store.apply(EVERY_CHANGE["change_profile_address"], "k2")
    assert [one.customer_id for one in store.customers_by_name("siobhan o'neill", "T12B456")] == [
        "C1"
    ]
    assert store.customers_by_name("siobhan o'neill", "D01A123") == ()


@pytest.mark.parametrize("kind", ["alert_stock", "copy_invoice", "open_ticket"])
def test_the_same_request_is_open_once_however_many_come_at_once(
    store: ShopRecords, kind: str
) -> None:
    def attempt(key: str) -> str:
        try:
            return store.apply(EVERY_CHANGE[kind], key).kind
        except AlreadyOpen as error:
            return error.code

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(attempt, [f"k{n}" for n in range(4)]))
    assert sorted(outcomes) == sorted([kind] + ["already_open"] * 3)


def test_another_variant_or_topic_is_another_request(store: ShopRecords) -> None:
    ticket, alert = EVERY_CHANGE["open_ticket"], EVERY_CHANGE["alert_stock"]
    store.apply(ticket, "k1")
    store.apply(replace(ticket, topic="warranty_claim", variant_id="L"), "k2")
    store.apply(replace(ticket, topic="warranty_claim", variant_id="K-RED"), "k3")
    store.apply(alert, "k4")
    store.apply(replace(alert, variant_id="K-GRN"), "k5")
    order = store.order("20002")
    assert order
    assert sorted(one.kind for one in order.requests) == ["complaint"] + ["warranty_claim"] * 2


def test_a_change_judged_by_an_older_state_is_refused(store: ShopRecords) -> None:
    store.apply(ChangeOrderAddress("20001", 1, ELSEWHERE), "k1")
    with pytest.raises(Stale):
        store.apply(CANCEL, "k2")
    assert store.apply(replace(CANCEL, version=2), "k3").state == "cancelled"


def test_a_gift_card_pays_no_more_than_it_holds(store: ShopRecords) -> None:
    with pytest.raises(ShortOfFunds):
        store.apply(replace(EVERY_CHANGE["change_payment"], method_id="gift_1"), "k")
    order = store.order("20001")
    assert order
    assert (order.payments[0].method_id, order.version) == ("card_1", 1)


@pytest.mark.parametrize(
    "change",
    [
        replace(CANCEL, order_id="99999"),
        replace(EVERY_CHANGE["start_return"], lines=(Line("K-RED", 3),)),
        replace(EVERY_CHANGE["start_return"], lines=(Line("NONE", 1),)),
        replace(EVERY_CHANGE["change_items"], swaps=(BLUE[0], replace(BLUE[0], variant_id="X"))),
        replace(EVERY_CHANGE["change_payment"], method_id="card_9"),
        replace(EVERY_CHANGE["change_profile_address"], customer_id="C9"),
        replace(EVERY_CHANGE["alert_stock"], customer_id="C9"),
        replace(EVERY_CHANGE["copy_invoice"], order_id="20003"),
        replace(EVERY_CHANGE["open_ticket"], order_id="99999"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_changes(store: ShopRecords, change: Any) -> None:
    before = store.orders_of("C1"), store.orders_of("C2"), store.customer("C1")
    with pytest.raises(NoSuchRecord):
        store.apply(change, "k")
    assert (store.orders_of("C1"), store.orders_of("C2"), store.customer("C1")) == before
    with pytest.raises(StoreError):  # a refusal is no receipt: the key isn't spent
        store.apply(change, "k")
