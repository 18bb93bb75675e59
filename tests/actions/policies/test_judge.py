"""What is allowed and what it costs, each with the rule it was judged by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from actions.config import PROJECT_ROOT
from actions.policies import Judge, Verdict, load_rules
from actions.policies.wish import (
    AlertWish,
    CancelWish,
    ExchangeWish,
    InvoiceWish,
    ItemsWish,
    OrderAddressWish,
    PaymentWish,
    ProfileAddressWish,
    ReturnWish,
    TicketWish,
    Wish,
)
from actions.stores import Address, Customer, Order, OrderItem, PaymentMethod
from actions.stores.change import CancelOrder, Line, StartExchange, StartReturn
from actions.stores.order import OpenRequest, Payment
from llm.planning import OrderState
from retrieval.values import Attribute, Money, Product, Variant

RULES = load_rules(PROJECT_ROOT / "data" / "policies" / "rules.toml")
TODAY = date(2026, 6, 20)
DELIVERED = date(2026, 6, 10)
DUBLIN = Address("1 Quay", "Dublin", "D01 A123", "IE")
CORK = Address("7 High Street", "Cork", "T12 B456", "IE")
PARIS = Address("1 rue", "Paris", "75001", "FR")
LONDON = Address("1 Lane", "London", "N1 1AA", "GB")


def euros(amount: float) -> Money:
    return Money.of(amount, "EUR")


PRODUCTS = {
    "K": Product(
        "K", "Kettle",
        (
            Variant("K-RED", {"colour": "red"}, euros(19.9), stock=4),
            Variant("K-BLU", {"colour": "blue"}, euros(22.9), stock=4),
            Variant("K-GRN", {"colour": "green"}, euros(19.9), stock=1),
            Variant("K-OUT", {"colour": "pink"}, euros(19.9), stock=0),
        ),
        category="kettle",
        attributes=(Attribute("warranty", "5 years"),),
    ),
    "T": Product("T", "Tea", (Variant("T", {}, euros(6)),), category="tea"),
    "D": Product("D", "Desk", (Variant("D", {}, euros(400)),), category="standing desk"),
}  # fmt: skip
CUSTOMER = Customer(
    "C1", "Ada", "ada@shop.example", DUBLIN,
    (
        PaymentMethod("card_1", "card", "card ending in 1234"),
        PaymentMethod("gift_1", "gift card", "gift card", euros(10)),
        PaymentMethod("coins", "barter"),
    ),
)  # fmt: skip
KETTLES = OrderItem("K", "K-RED", "Kettle", 2, euros(19.9))
TEA = OrderItem("T", "T", "Tea", 1, euros(6))
DESK = OrderItem("D", "D", "Desk", 1, euros(400))


def order(state: OrderState = OrderState.DELIVERED, *items: OrderItem, **more: Any) -> Order:
    items = items or (KETTLES,)
    goods = sum(one.price.amount_minor * one.quantity for one in items)
    total = Money(goods + 490, "EUR")
    facts: dict[str, Any] = {
        "delivered_on": DELIVERED if state is OrderState.DELIVERED else None,
        "address": DUBLIN,
        "payments": (Payment("card", total, "card_1"),),
        "version": 3,
    } | more
    return Order("7", "C1", state, datetime(2026, 6, 5, 9), items, euros(4.9), total, **facts)


def judged(wish: Wish, about: Order | None, today: date = TODAY, **rules: Any) -> Verdict:
    used = RULES.model_copy(update=rules)
    return Judge(used, PRODUCTS.get).judge(wish, CUSTOMER, about, today)


def test_an_order_not_packed_is_cancelled_for_nothing() -> None:
    verdict = judged(CancelWish("7", "found_cheaper"), order(OrderState.PENDING))
    assert verdict.change == CancelOrder("7", 3, "found_cheaper", euros(44.7), "card", TODAY)
    assert (verdict.fee, verdict.refund) == (euros(0), euros(44.7))
    assert [(one.key, one.held) for one in verdict.rules] == [
        ("cancel.states", True),
        ("cancel.reasons", True),
        ("cancel.fee", True),
    ]
    assert verdict.rules[0].file == "data/policies/rules.toml"


def test_a_fee_is_kept_back_and_never_more_than_was_paid() -> None:
    dear = RULES.cancel.model_copy(update={"fee": 100})
    verdict = judged(CancelWish("7", "other"), order(OrderState.PENDING), cancel=dear)
    assert (verdict.fee, verdict.refund) == (euros(100), euros(0))


@pytest.mark.parametrize("state", list(OrderState))
def test_only_what_is_not_packed_is_cancelled_or_changed(state: OrderState) -> None:
    wishes: list[Wish] = [
        CancelWish("7", "other"),
        ItemsWish("7", (("K-RED", "K-BLU"),)),
        OrderAddressWish("7", CORK),
    ]
    for wish in wishes:
        verdict = judged(wish, order(state))
        assert verdict.allowed == (state in (OrderState.PENDING, OrderState.PROCESSING))
        assert verdict.allowed or (verdict.refusal, verdict.rules[-1].held) == ("state", False)


def test_a_reason_that_the_shop_does_not_know_is_refused_with_those_it_does() -> None:
    verdict = judged(CancelWish("7", "because"), order(OrderState.PENDING))
    assert verdict.refusal == "reason"
    assert "found_cheaper" in verdict.rules[-1].value


@pytest.mark.parametrize(
    ("today", "refund"),
    [
        (date(2026, 6, 24), 44.7),  # 14 days: with the delivery charge
        (date(2026, 6, 25), 39.8),
        (date(2026, 7, 10), 39.8),  # 30 days
        (date(2026, 7, 11), None),
    ],
)
def test_a_return_is_open_for_thirty_days(today: date, refund: float | None) -> None:
    verdict = judged(ReturnWish("7", "unwanted"), order(), today)
    assert verdict.refund == (euros(refund) if refund is not None else None)
    assert verdict.refusal == ("" if refund is not None else "window")


def test_an_order_of_the_season_may_come_back_in_january() -> None:
    gift = replace(order(), placed=datetime(2026, 12, 1, 9), delivered_on=date(2026, 12, 5))
    verdict = judged(ReturnWish("7", "unwanted"), gift, date(2027, 1, 31))
    assert verdict.allowed
    assert "return.seasons.0.until" in [one.key for one in verdict.rules]
    assert judged(ReturnWish("7", "unwanted"), gift, date(2027, 2, 1)).refusal == "window"


@pytest.mark.parametrize(
    ("address", "reason", "fee"),
    [(DUBLIN, "unwanted", 0), (PARIS, "unwanted", 5.9), (LONDON, "other", 5.9),
     (PARIS, "faulty", 0)],
)  # fmt: skip
def test_the_label_costs_abroad_unless_the_shop_is_at_fault(
    address: Address, reason: str, fee: float
) -> None:
    wish = ReturnWish("7", reason, (Line("K-RED", 1),))
    verdict = judged(wish, order(address=address))
    assert verdict.fee == euros(fee)
    assert verdict.change == StartReturn(
        "7", 3, (Line("K-RED", 1),), reason, euros(round(19.9 - fee, 2)), "card", TODAY, "card_1"
    )


def test_fetching_a_large_thing_costs_more_than_a_label() -> None:
    assert judged(ReturnWish("7", "unwanted"), order(OrderState.DELIVERED, DESK)).fee == euros(29)
    assert judged(ReturnWish("7", "faulty"), order(OrderState.DELIVERED, DESK)).fee == euros(0)


def test_opened_food_comes_back_only_when_faulty() -> None:
    tea = order(OrderState.DELIVERED, KETTLES, TEA)
    asked = judged(ReturnWish("7", "unwanted"), tea)
    assert (asked.allowed, asked.refusal, asked.needs) == (False, "unopened", ("unopened",))
    opened = judged(ReturnWish("7", "unwanted", unopened=False), tea)
    assert (opened.refusal, opened.rules[-1].key) == ("opened", "return.unopened_categories")
    assert judged(ReturnWish("7", "unwanted", unopened=True), tea).allowed
    assert judged(ReturnWish("7", "faulty"), tea).allowed
    assert judged(ReturnWish("7", "unwanted", (Line("K-RED", 1),)), tea).allowed


def test_an_exchange_costs_the_difference() -> None:
    verdict = judged(ExchangeWish("7", (("K-RED", "K-BLU"),)), order())
    assert verdict.to_pay == euros(6)
    assert isinstance(verdict.change, StartExchange)
    assert verdict.change.method_id == "card_1"


@pytest.mark.parametrize(
    ("wish", "about", "refusal"),
    [
        (ReturnWish("7", "unwanted", (Line("K-RED", 3),)), order(), "quantity"),
        (ReturnWish("7", "unwanted", (Line("K-RED", 0),)), order(), "quantity"),
        (ReturnWish("7", "unwanted", (Line("X", 1),)), order(), "not_in_order"),
        (ReturnWish("7", "unwanted", (Line("K-RED", 1),) * 2), order(), "named_twice"),
        (ReturnWish("7", "unwanted"), order(OrderState.SHIPPED), "state"),
        (ReturnWish("7", "unwanted"), order(OrderState.RETURN_REQUESTED), "state"),
        (ReturnWish("7", "unwanted"), None, "no_order"),
        (
            ReturnWish("7", "unwanted"),
            order(requests=(OpenRequest("EX-1", "start_exchange", TODAY),)),
            "already_open",
        ),
        (ExchangeWish("7", (("K-RED", "K-GRN"),)), order(), "out_of_stock"),
        (ExchangeWish("7", (("K-RED", "K-RED"),)), order(), "same_variant"),
        (ExchangeWish("7", (("K-RED", "T"),)), order(), "not_in_catalogue"),
        (ExchangeWish("7", ()), order(), "nothing_chosen"),
        (ExchangeWish("7", (("K-RED", "K-BLU"),)), order(address=LONDON), "country"),
        (ExchangeWish("7", (("K-RED", "K-BLU"),), "gift_9"), order(), "no_such_method"),
        (
            ExchangeWish("7", (("K-RED", "K-BLU"),)),
            order(requests=(OpenRequest("EX-1", "start_exchange", TODAY),)),
            "already_open",
        ),
        (OrderAddressWish("7", PARIS), order(OrderState.PENDING), "country"),
        (OrderAddressWish("7", DUBLIN), order(OrderState.PENDING), "same_address"),
        (ProfileAddressWish(replace(DUBLIN, country="US")), None, "country"),
        (ProfileAddressWish(DUBLIN), None, "same_address"),
        (PaymentWish("7", "card_1"), order(OrderState.PENDING), "same_method"),
        (PaymentWish("7", "gift_1"), order(OrderState.PENDING), "short_of_funds"),
        (PaymentWish("7", "coins"), order(OrderState.PENDING), "kind"),
        (PaymentWish("7", "card_2"), order(OrderState.PENDING), "no_such_method"),
        (PaymentWish("7", "gift_1"), order(OrderState.SHIPPED), "state"),
        (AlertWish("K", "K-RED"), None, "in_stock"),
        (AlertWish("K", "X"), None, "not_in_catalogue"),
        (InvoiceWish("7"), order(OrderState.PENDING), "state"),
        (TicketWish("complaint", "  "), None, "no_text"),
        (TicketWish("delivery_problem", "?", "7", reason="late"), order(), "delivered"),
        (TicketWish("delivery_problem", "?", "7", reason="eaten"), order(), "reason"),
        (TicketWish("warranty_claim", "It leaks.", "7"), order(), "nothing_chosen"),
        (
            TicketWish("complaint", "Again!", "7"),
            order(requests=(OpenRequest("TK-1", "complaint", TODAY),)),
            "already_open",
        ),
    ],
)
def test_what_is_refused_says_why(wish: Wish, about: Order | None, refusal: str) -> None:
    verdict = judged(wish, about)
    assert (verdict.refusal, verdict.allowed) == (refusal, False)


@pytest.mark.parametrize(
    ("wish", "about"),
    [
        (OrderAddressWish("7", CORK), order(OrderState.PENDING)),
        (ProfileAddressWish(CORK), None),
        (AlertWish("K", "K-OUT"), None),
        (InvoiceWish("7"), order(OrderState.SHIPPED)),
        (TicketWish("complaint", "It hums."), None),
        (ItemsWish("7", (("K-RED", "K-BLU"),)), order(OrderState.PROCESSING)),
    ],
)
def test_what_is_allowed_has_a_change(wish: Wish, about: Order | None) -> None:
    verdict = judged(wish, about)
    assert (verdict.refusal, verdict.allowed) == ("", True)


@pytest.mark.parametrize(
    ("reason", "state", "today", "refusal"),
    [
        ("late", OrderState.SHIPPED, date(2026, 6, 10), "too_early"),
        ("late", OrderState.SHIPPED, date(2026, 6, 12), "overdue"),
        ("late", OrderState.SHIPPED, date(2026, 6, 13), ""),
        ("missing", OrderState.DELAYED, date(2026, 6, 9), ""),
        ("not_received", OrderState.OUT_FOR_DELIVERY, date(2026, 6, 9), ""),
        ("wrong_item", OrderState.DELIVERED, date(2027, 6, 9), ""),
        ("late", OrderState.RETURN_REQUESTED, date(2026, 6, 12), "delivered"),
        ("missing", OrderState.DELIVERED, date(2026, 6, 11), ""),
        ("damaged", OrderState.DELIVERED, date(2026, 6, 17), ""),
        ("damaged", OrderState.DELIVERED, date(2026, 6, 18), "window"),
        ("damaged", OrderState.SHIPPED, date(2026, 6, 12), "not_delivered"),
        ("late", OrderState.PENDING, date(2026, 6, 30), "state"),
    ],
)
def test_a_parcel_is_looked_for_when_it_is_due(
    reason: str, state: OrderState, today: date, refusal: str
) -> None:
    about = order(state, expected_to=date(2026, 6, 10))
    wish = TicketWish("delivery_problem", "Where is it?", "7", reason=reason)
    assert judged(wish, about, today).refusal == refusal


@pytest.mark.parametrize(
    ("variant", "today", "refusal"),
    [
        ("T", date(2028, 6, 10), ""),
        ("T", date(2028, 6, 11), "window"),
        ("K-RED", date(2031, 6, 10), ""),
        ("K-RED", date(2031, 6, 11), "window"),
    ],
)
def test_a_warranty_is_the_laws_or_the_makers_if_longer(
    variant: str, today: date, refusal: str
) -> None:
    wish = TicketWish("warranty_claim", "It leaks.", "7", variant)
    about = order(OrderState.DELIVERED, KETTLES, TEA)
    assert judged(wish, about, today).refusal == refusal


def test_rules_in_another_currency_than_the_order_judge_no_money() -> None:
    verdict = judged(CancelWish("7", "other"), order(OrderState.PENDING), currency="GBP")
    assert verdict.refusal == "currency"
