"""Where the money is after a change: the order's payments, and what is left on a gift card."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_contract import CANCEL, EVERY_CHANGE, TODAY, euros
from test_store_contract import store  # noqa: F401 - the fixture of the contract

from actions.stores import ShopRecords
from actions.stores.change import ChangePayment, Line, Swap
from actions.stores.customer_record import AddressRecord
from actions.stores.errors import NoSuchRecord, ShortOfFunds
from actions.stores.order import Exchanging, Order, Returning
from llm.planning import OrderState

GIFT = replace(CANCEL, order_id="20004", method="gift card")


def order_of(store: ShopRecords, order_id: str) -> Order:  # noqa: F811
    order = store.order(order_id)
    assert order
    return order


def left(store: ShopRecords) -> float:  # noqa: F811
    customer = store.customer("C1")
    assert customer
    method = customer.method("gift_1")
    assert method
    assert method.balance
    return float(method.balance.amount)


def paid(order: Order) -> list[tuple[str, float]]:
    return [(one.method_id, float(one.amount.amount)) for one in order.payments]


def test_a_cancelled_order_pays_a_gift_card_back_at_once(store: ShopRecords) -> None:  # noqa: F811
    store.apply(GIFT, "k1")
    assert left(store) == 94.7
    order = order_of(store, "20004")
    assert paid(order) == [("gift_1", 64.7), ("gift_1", -64.7)]
    assert order.cancel_reason == "mistake"
    store.apply(GIFT, "k1")
    assert left(store) == 94.7


def test_a_fee_stays_with_the_shop(store: ShopRecords) -> None:  # noqa: F811
    store.apply(replace(GIFT, refund=euros(60)), "k1")
    assert left(store) == 90.0


def test_the_difference_of_other_items_leaves_the_card(store: ShopRecords) -> None:  # noqa: F811
    change = replace(EVERY_CHANGE["change_items"], method_id="gift_1")
    store.apply(change, "k1")
    order = order_of(store, "20001")
    assert (left(store), order.items_changed) == (24.0, True)
    assert paid(order) == [("card_1", 64.7), ("gift_1", 6.0)]
    cheaper = replace(
        change,
        order_id="20004",
        swaps=(Swap("K-RED", "K-OLD", euros(10)),),
        to_pay=euros(-19.8),
    )
    store.apply(cheaper, "k2")
    assert left(store) == 43.8
    assert order_of(store, "20004").total == euros(44.9)


def test_a_cancelled_order_pays_each_means_what_it_paid(store: ShopRecords) -> None:  # noqa: F811
    store.apply(replace(EVERY_CHANGE["change_items"], method_id="gift_1"), "k1")
    store.apply(replace(CANCEL, version=2, refund=euros(70.7)), "k2")
    assert left(store) == 30.0
    assert not order_of(store, "20001").left_on()


def test_a_payment_moves_and_the_history_stays(store: ShopRecords) -> None:  # noqa: F811
    store.apply(ChangePayment("20004", 1, "card_1"), "k1")
    order = order_of(store, "20004")
    assert paid(order) == [("gift_1", 64.7), ("gift_1", -64.7), ("card_1", 64.7)]
    assert (left(store), order.left_on()) == (94.7, {"card_1": 6470})
    assert order.paid_by == order.payments[-1]
    store.apply(ChangePayment("20004", 2, "gift_1"), "k2")
    assert left(store) == 30.0


def test_what_a_card_does_not_hold_is_not_drawn(store: ShopRecords) -> None:  # noqa: F811
    dear = replace(EVERY_CHANGE["change_items"], method_id="gift_1", to_pay=euros(31))
    with pytest.raises(ShortOfFunds):
        store.apply(dear, "k1")
    assert left(store) == 30.0
    assert not order_of(store, "20001").items_changed


def test_some_of_an_item_become_another_and_the_rest_stay(store: ShopRecords) -> None:  # noqa: F811
    one = (Swap("K-RED", "K-BLU", euros(22.9), 1),)
    store.apply(replace(EVERY_CHANGE["change_items"], swaps=one, to_pay=euros(3)), "k1")
    items = order_of(store, "20001").items
    assert [(i.variant_id, i.quantity) for i in items] == [("K-BLU", 1), ("K-RED", 1), ("L", 1)]
    too_many = (*one, *one, *one)
    with pytest.raises(NoSuchRecord):
        store.apply(replace(EVERY_CHANGE["start_exchange"], swaps=too_many), "k2")


def test_what_is_under_way_is_on_the_order(store: ShopRecords) -> None:  # noqa: F811
    exchange, back = EVERY_CHANGE["start_exchange"], EVERY_CHANGE["start_return"]
    assert store.apply(exchange, "k1").state == "exchange_requested"
    order = order_of(store, "20002")
    assert order.state is OrderState.EXCHANGE_REQUESTED
    assert order.exchanging == Exchanging(exchange.swaps, euros(6.0), "card_1", TODAY)
    assert order.item("K-RED")
    store.apply(replace(back, order_id="20001"), "k2")
    assert order_of(store, "20001").returning == Returning(
        (Line("K-RED", 1),), "unwanted", euros(19.9), "gift_1", TODAY
    )
    assert left(store) == 30.0


def test_a_country_may_be_written_by_its_name() -> None:
    for said in ("Ireland", "IRL", "ie"):
        record = AddressRecord(street="1 Quay", city="Cork", postcode="T12", country=said)
        assert record.country == "IE"
    with pytest.raises(ValueError, match="country"):
        AddressRecord(street="1 Quay", city="Cork", postcode="T12", country="Narnia")
