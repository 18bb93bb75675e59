"""Rules that the sample shop hasn't: services left out, no windows, refunds by choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from actions.policies import Judge, RulesError, Verdict, load_rules
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
from actions.stores.change import StartExchange, StartReturn
from actions.stores.order import Payment
from llm.planning import OrderState
from retrieval.values import Money, Product, Variant

HEAD = """
currency = "USD"
[identify]
ways = ["email"]
wrong_guesses = 5
per_minutes = 60
[confirm]
within_minutes = 15
"""
SECTIONS = """
[cancel]
states = ["pending"]
reasons = ["no_longer_needed"]
[return]
states = ["delivered"]
refund_to = ["original", "gift card"]
ask_method = true
[exchange]
states = ["delivered"]
ask_method = true
[items]
states = ["pending"]
closes = ["items", "cancel"]
ask_method = true
[order_address]
states = ["pending"]
[profile_address]
[payment]
states = ["pending"]
kinds = ["paypal", "gift card"]
"""
HERE = Address("1 Main Street", "Austin", "78712", "US", region="TX")
THERE = replace(HERE, street="9 Main Street")
LAMP = Product(
    "L", "Lamp",
    tuple(
        Variant(name, {"plug": name}, Money(price, "USD"), stock=stock)
        for name, price, stock in (("usb", 2000, None), ("mains", 2500, None), ("gas", 100, 0))
    ),
)  # fmt: skip
ADA = Customer(
    "C1", "Ada", "ada@shop.example", HERE,
    (
        PaymentMethod("paypal_1", "paypal"),
        PaymentMethod("card_1", "card"),
        PaymentMethod("gift_1", "gift card", "", Money(700, "USD")),
    ),
)  # fmt: skip


def order(state: str, count: int = 1, **more: Any) -> Order:
    total = Money(2000 * count, "USD")
    items = (OrderItem("L", "usb", "Lamp", count, Money(2000, "USD")),)
    facts = {"address": HERE, "payments": (Payment("paypal", total, "paypal_1"),)} | more
    placed = datetime(2026, 5, 1, 9)
    return Order("7", "C1", OrderState(state), placed, items, Money(0, "USD"), total, **facts)


@pytest.fixture
def judged(tmp_path: Path) -> Any:
    def judge(wish: Wish, about: Order | None = None, sections: str = SECTIONS) -> Verdict:
        file = tmp_path / "rules.toml"
        file.write_text(HEAD + sections, encoding="utf-8")
        products = {"L": LAMP}
        return Judge(load_rules(file), products.get).judge(wish, ADA, about, date(2026, 6, 1))

    return judge


@pytest.mark.parametrize(
    "wish",
    [
        CancelWish("7", ""),
        ReturnWish("7", ""),
        ExchangeWish("7", (("usb", "mains"),)),
        ItemsWish("7", (("usb", "mains"),)),
        OrderAddressWish("7", THERE),
        ProfileAddressWish(THERE),
        PaymentWish("7", "gift_1"),
        AlertWish("L", "gas"),
        InvoiceWish("7"),
        TicketWish("complaint", "It hums.", "7"),
        TicketWish("delivery_problem", "Late.", "7"),
        TicketWish("warranty_claim", "It hums.", "7", "usb"),
    ],
)
def test_a_service_without_a_section_is_not_offered(judged: Any, wish: Wish) -> None:
    verdict = judged(wish, order("pending"), sections="")
    assert (verdict.refusal, verdict.needs) == ("not_offered", ())


def test_a_reason_is_asked_for_where_the_shop_has_some(judged: Any) -> None:
    asked = judged(CancelWish("7", ""), order("pending"))
    assert (asked.refusal, asked.needs) == ("reason", ("reason",))
    other = judged(CancelWish("7", "found_cheaper"), order("pending"))
    assert (other.refusal, other.needs) == ("reason", ())
    sections = '[cancel]\nstates = ["pending"]\nreasons = []'
    assert judged(CancelWish("7", ""), order("pending"), sections=sections).allowed


@pytest.mark.parametrize(
    ("method_id", "refusal"),
    [
        ("", "no_method"),
        ("paypal_1", ""),
        ("gift_1", ""),
        ("card_1", "refund_to"),
        ("card_9", "no_such_method"),
    ],
)
def test_a_refund_goes_where_the_rules_let_it(judged: Any, method_id: str, refusal: str) -> None:
    verdict = judged(ReturnWish("7", "", method_id=method_id), order("delivered"))
    assert (verdict.refusal, verdict.needs) == (refusal, ("method",) if refusal else ())
    if not refusal:
        assert isinstance(verdict.change, StartReturn)
        assert verdict.change.method_id == method_id


def test_where_a_means_is_not_asked_for_a_refund_goes_back_as_it_came(judged: Any) -> None:
    sections = SECTIONS.replace("ask_method = true", "ask_method = false")
    verdict = judged(ReturnWish("7", ""), order("delivered"), sections=sections)
    assert isinstance(verdict.change, StartReturn)
    assert (verdict.change.method, verdict.change.method_id) == ("paypal", "paypal_1")


@pytest.mark.parametrize("wish", [ExchangeWish, ItemsWish])
def test_the_difference_is_paid_as_the_customer_says(judged: Any, wish: Any) -> None:
    about = order("delivered" if wish is ExchangeWish else "pending")
    swaps = (("usb", "mains"),)
    assert judged(wish("7", swaps), about).refusal == "no_method"
    assert judged(wish("7", swaps, "gift_1"), about).to_pay == Money(500, "USD")
    assert judged(wish("7", (("usb", "gas"),), "gift_1"), about).refusal == "out_of_stock"
    poor = judged(wish("7", swaps, "gift_1"), replace(about, items=_lamps(2)))
    assert (poor.refusal, poor.needs) == ("short_of_funds", ("method",))


def test_two_of_a_kind_are_changed_one_by_one_where_each_is_named(judged: Any) -> None:
    about = order("delivered", 2)
    both = judged(ExchangeWish("7", (("usb", "mains"), ("usb", "mains")), "card_1"), about)
    assert isinstance(both.change, StartExchange)
    assert [swap.quantity for swap in both.change.swaps] == [1, 1]
    assert both.to_pay == Money(1000, "USD")
    assert judged(ExchangeWish("7", (("usb", "mains"),) * 3, "card_1"), about).refusal == (
        "named_twice"
    )


@pytest.mark.parametrize(
    "wish", [CancelWish("7", "no_longer_needed"), ItemsWish("7", (), "card_1")]
)
def test_a_change_of_items_closes_what_the_rules_say(judged: Any, wish: Wish) -> None:
    verdict = judged(wish, order("pending", items_changed=True))
    assert (verdict.refusal, verdict.rules[-1].key) == ("items_changed", "items.closes")
    assert judged(OrderAddressWish("7", THERE), order("pending", items_changed=True)).allowed


def test_a_payment_is_moved_to_another_means_that_can_bear_it(judged: Any) -> None:
    assert judged(PaymentWish("7", "paypal_1"), order("pending")).refusal == "same_method"
    assert judged(PaymentWish("7", "gift_1"), order("pending")).refusal == "short_of_funds"
    assert judged(PaymentWish("7", "card_1"), order("pending")).refusal == "kind"
    moved = (
        Payment("paypal", Money(2000, "USD"), "paypal_1"),
        Payment("paypal", Money(-2000, "USD"), "paypal_1"),
        Payment("card", Money(2000, "USD"), "card_1"),
    )
    assert judged(PaymentWish("7", "paypal_1"), order("pending", payments=moved)).allowed


def test_any_country_will_do_where_none_is_named(judged: Any) -> None:
    assert judged(ProfileAddressWish(replace(HERE, country="NZ"))).allowed
    assert judged(ProfileAddressWish(HERE)).refusal == "same_address"


def test_a_wrong_name_in_a_section_that_may_be_left_out_is_explained(judged: Any) -> None:
    with pytest.raises(RulesError, match=r"items\.close: did you mean items\.closes"):
        judged(InvoiceWish("7"), sections='[items]\nstates = ["pending"]\nclose = []')


def _lamps(count: int) -> tuple[OrderItem, ...]:
    return (OrderItem("L", "usb", "Lamp", count, Money(2000, "USD")),)
