"""Records brought in, on both databases: new, changed, unchanged, beside what was done here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from two_customers import CORK, CUSTOMERS, GIFT_CARDS, ORDERS, order_record

from actions.config import PROJECT_ROOT
from actions.erasure.erasing import erase
from actions.erasure.subject import of_customer
from actions.identity.schema import IdentifiedRow
from actions.personal.consents import Consents
from actions.personal.purpose import Purpose
from actions.personal.recorded import take_over_recorded
from actions.personal.visitor import Visitor
from actions.records import Batch, Counts, Intake, Raw, check
from actions.records.kinds import Kind, kind_of
from actions.records.rows import Fate
from actions.stores import Address, SqlStore
from actions.stores.change import CancelOrder, ChangeOrderAddress, Line, StartReturn
from actions.stores.engine import writing
from actions.stores.sample import load_sample
from llm.planning import OrderState
from retrieval.values import Money

CATALOG = PROJECT_ROOT / "data" / "catalog"
TODAY = date(2026, 6, 20)
QUAY = Address("9 Quay", "Cork", "T12 X", "IE")
MARKETING, C1 = Purpose.MARKETING, Visitor(customer_id="C1")


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    opened = SqlStore(database_url)
    yield opened
    opened.close()


def batch_of(*records: dict[str, Any]) -> Batch:
    raws = [Raw(f"f:{n}", kind_of(one), one) for n, one in enumerate(records)]
    batch, faults = check(raws, ZoneInfo("UTC"))
    assert faults == []
    return batch


def take(store: SqlStore, *records: dict[str, Any], dry_run: bool = False) -> Counts:
    return Intake(store).take(batch_of(*records), dry_run=dry_run)


def orders(counts: Counts) -> tuple[int, int, int]:
    found = counts.fates[Kind.ORDER]
    return found[Fate.NEW], found[Fate.CHANGED], found[Fate.UNCHANGED]


def with_state(state: str, **more: Any) -> dict[str, Any]:
    return order_record("20002", state) | more


def test_the_first_time_all_is_new_and_the_second_nothing_changes(store: SqlStore) -> None:
    assert orders(take(store, *CUSTOMERS, *ORDERS, *GIFT_CARDS)) == (3, 0, 0)
    assert orders(take(store, *CUSTOMERS, *ORDERS, *GIFT_CARDS)) == (0, 0, 3)
    order, card = store.order("20001"), store.gift_card("gc ab2c 9xyz")
    assert order
    assert card
    assert (order.version, card.balance) == (1, Money(1250, "EUR"))
    assert [one.customer_id for one in store.customers_by_email("ADA@shop.example")] == ["C1"]


def test_a_new_state_updates_the_order(store: SqlStore) -> None:
    take(store, *CUSTOMERS, *ORDERS)
    shipped = order_record("20001", "shipped") | {"shipped_on": "2026-06-19", "tracking": "T1"}
    assert orders(take(store, shipped)) == (0, 1, 0)
    order = store.order("20001")
    assert order
    assert (order.state, order.tracking, order.version) == (OrderState.SHIPPED, "T1", 2)


def test_a_dry_run_counts_and_writes_nothing(store: SqlStore) -> None:
    take(store, *CUSTOMERS, *ORDERS)
    shipped = order_record("20001", "shipped")
    counts = take(store, shipped, order_record("9", "pending"), dry_run=True)
    assert orders(counts) == (1, 1, 0)
    order = store.order("20001")
    assert order
    assert order.state is OrderState.PENDING
    assert store.order("9") is None


def test_what_the_assistant_did_stays_until_the_shop_says_otherwise(store: SqlStore) -> None:
    take(store, *CUSTOMERS, *ORDERS)
    back = StartReturn(
        "20002", 1, (Line("K-RED", 1),), "unwanted", Money(1990, "EUR"), "card", TODAY
    )
    store.apply(back, "key-1")
    assert orders(take(store, *ORDERS)) == (0, 0, 3)
    order = store.order("20002")
    assert order
    assert order.state is OrderState.RETURN_REQUESTED
    assert order.returning is not None
    take(store, with_state("delivered", delivered_on="2026-06-11"))
    order = store.order("20002")
    assert order
    assert (order.state, order.delivered_on) == (OrderState.RETURN_REQUESTED, date(2026, 6, 11))
    take(store, with_state("refunded", delivered_on="2026-06-11"))
    order = store.order("20002")
    assert order
    assert (order.state, order.returning) == (OrderState.REFUNDED, None)


def test_several_returns_end_together_when_the_shop_says_so(store: SqlStore) -> None:
    two = [order_record("20002", "delivered")["items"][0] | {"quantity": 2}]
    take(store, *CUSTOMERS, with_state("delivered", items=two))
    for version in (1, 2):
        line = (Line("K-RED", 1),)
        back = StartReturn(
            "20002", version, line, "unwanted", Money(1990, "EUR"), "card", TODAY, "card_1"
        )
        store.apply(back, f"key-{version}")
    order = store.order("20002")
    assert order
    assert (order.returning is not None, len(order.earlier_returns)) == (True, 1)
    take(store, with_state("refunded", items=two))
    order = store.order("20002")
    assert order
    assert (order.returning, order.earlier_returns) == (None, ())


def test_a_new_address_stays_while_the_order_moves_on(store: SqlStore) -> None:
    take(store, *CUSTOMERS, *ORDERS)
    store.apply(ChangeOrderAddress("20001", 1, QUAY), "key-1")
    take(store, order_record("20001", "processing"))
    order = store.order("20001")
    assert order
    assert (order.state, order.address) == (OrderState.PROCESSING, QUAY)
    take(store, order_record("20001", "processing") | {"address": CORK})
    order = store.order("20001")
    assert order
    assert order.address == Address("7 High Street", "Cork", "T12 B456", "IE")


def test_an_order_that_was_sent_after_all_is_no_longer_paid_back(store: SqlStore) -> None:
    take(store, *CUSTOMERS, *ORDERS)
    store.apply(CancelOrder("20001", 1, "unwanted", Money(2480, "EUR"), "card", TODAY), "key-1")
    take(store, *ORDERS)
    order = store.order("20001")
    assert order
    assert order.state is OrderState.CANCELLED
    take(store, order_record("20001", "shipped"))
    order = store.order("20001")
    assert order
    assert (order.state, order.cancelled_on, order.refund) == (OrderState.SHIPPED, None, None)
    assert [one.amount.amount_minor for one in order.payments] == [2480]


def test_an_order_of_nobody_is_told_with_its_place(store: SqlStore) -> None:
    batch = batch_of(CUSTOMERS[1], *ORDERS)
    faults = Intake(store).without_customer(batch)
    assert [(one.place, one.field) for one in faults] == [(f"f:{n}", "customer_id") for n in (1, 2)]
    assert faults[0].problem == "there is no customer C1: give the customers too"
    take(store, CUSTOMERS[0])
    assert Intake(store).without_customer(batch) == []


def test_the_sample_gives_way_with_all_that_was_kept_of_its_people(store: SqlStore) -> None:
    load_sample(store, CATALOG, TODAY)
    take_over_recorded(store.engine)
    sample = store.orders_of("C0001") or store.orders_of("C0068")
    customer_id = sample[0].customer_id
    with writing(store.engine) as session:
        session.add(IdentifiedRow(sender_id="s", customer_id=customer_id, way="order_email",
                                  since=datetime.now(UTC)))  # fmt: skip
    ours = CUSTOMERS[0] | {"id": customer_id}
    unknown = order_record("1", "pending", "C0002")
    assert len(Intake(store).without_customer(batch_of(ours, unknown))) == 1
    assert take(store, ours, dry_run=True).sample_orders == 700
    assert store.order_count() == 700
    assert take(store, ours, order_record("1", "pending", customer_id)).sample_orders == 700
    assert [one.order_id for one in store.orders_of(customer_id)] == ["1"]
    assert store.order_count() == 1
    consents = Consents(store.engine).of(Visitor(customer_id=customer_id))
    assert {one.since for one in consents.values()} == {None}
    with writing(store.engine) as session:
        assert session.get(IdentifiedRow, "s") is None
    assert take(store, ours).sample_orders == 0


def test_customers_alone_keep_the_sample_out(store: SqlStore) -> None:
    take(store, *CUSTOMERS)
    assert load_sample(store, CATALOG, TODAY) == 0
    assert store.customer("C1") is not None


def test_what_customers_agreed_to_is_taken_over_and_a_withdrawal_counts(store: SqlStore) -> None:
    consents = Consents(store.engine)
    take(store, CUSTOMERS[0] | {"consent": {"marketing": True}})
    assert consents.allow(C1, MARKETING)
    take(store, CUSTOMERS[0] | {"consent": {"marketing": False}})
    assert not consents.allow(C1, MARKETING)
    consents.put(C1, {MARKETING: True})
    take(store, CUSTOMERS[0] | {"consent": {"marketing": False}})
    assert consents.allow(C1, MARKETING)


def test_consents_of_others_are_left_alone(store: SqlStore) -> None:
    agreed = {"consent": {"marketing": True}}
    store.import_records([CUSTOMERS[1] | agreed], [])
    take(store, CUSTOMERS[0] | agreed)
    consents = Consents(store.engine)
    assert consents.allow(C1, MARKETING)
    assert not consents.allow(Visitor(customer_id="C2"), MARKETING)


def test_an_erased_customers_order_stays_without_them(store: SqlStore) -> None:
    take(store, *CUSTOMERS, *ORDERS)
    erase(store.engine, of_customer(store.engine, "C1"), anyway=True)
    counts = take(store, order_record("20001", "shipped"))
    assert counts.fates[Kind.ORDER][Fate.ERASED] == 1
    order = store.order("20001")
    assert order
    assert (order.state, order.customer_id[:7]) == (OrderState.PENDING, "erased-")


def test_progress_is_told_to_the_end(store: SqlStore) -> None:
    told: list[tuple[int, int]] = []
    Intake(store).take(
        batch_of(*CUSTOMERS, *ORDERS), lambda done, total: told.append((done, total))
    )
    assert told == [(2, 5), (5, 5)]
