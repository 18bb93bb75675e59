"""Invents the sample shop's orders, each state well represented and consistent in itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from actions.sample.order_course import draw_course
from actions.sample.people import People

STATES = {
    "pending": 40,
    "processing": 60,
    "packed": 50,
    "shipped": 90,
    "out_for_delivery": 45,
    "delayed": 40,
    "delivered": 210,
    "cancelled": 50,
    "return_requested": 35,
    "returned": 35,
    "refunded": 45,
}
FIRST_NUMBER = 10001
KNOWN_NUMBER = "10234"  # documentation and examples ask for this one: it is on its way
MAX_PRICE = 500
LARGE = ("standing desk", "garden furniture", "cat tree")  # these cost extra abroad


def make_orders(
    products: Sequence[Mapping[str, Any]],
    customers: Sequence[Mapping[str, Any]],
    people: People,
    seed: int,
) -> list[dict[str, Any]]:
    """In the order of their numbers, which say nothing about when an order was placed."""
    rng = Random(f"{seed}/orders")
    states = [state for state, count in STATES.items() for _ in range(count)]
    numbers = [str(FIRST_NUMBER + place) for place in range(len(states))]
    rng.shuffle(numbers)
    _give_known_number(numbers, states)
    orders = [
        _order(number, state, products, rng.choice(customers), people, rng)
        for number, state in zip(numbers, states, strict=True)
    ]
    return sorted(orders, key=lambda order: str(order["id"]))


def _give_known_number(numbers: list[str], states: Sequence[str]) -> None:
    here, there = numbers.index(KNOWN_NUMBER), states.index("shipped")
    numbers[here], numbers[there] = numbers[there], numbers[here]


def _order(
    number: str,
    state: str,
    products: Sequence[Mapping[str, Any]],
    customer: Mapping[str, Any],
    people: People,
    rng: Random,
) -> dict[str, Any]:
    zone = people.zone(customer["address"]["country"])
    placed, course = draw_course(state, zone, date.fromisoformat(customer["joined"]), rng)
    items = _items(products, placed, rng)
    goods = round(sum(item["price"] * item["quantity"] for item in items), 2)
    shipping = 0.0 if goods >= zone.free_from else zone.price
    order = {
        "id": number,
        "customer_id": customer["id"],
        "placed": datetime.combine(placed, _clock(rng)).isoformat(),
        "state": state,
        "items": items,
        "shipping": shipping,
        "total": round(goods + shipping, 2),
        "currency": "EUR",
        **course,
    }
    if state in ("refunded", "cancelled"):
        order["refund"] = {"amount": order["total"], **course["refund"]}
    return order


def _clock(rng: Random) -> time:
    return time(
        rng.choice((7, 8, 9, 10, 11, 12, 13, 15, 17, 18, 19, 20, 21, 22)), rng.randrange(60)
    )


def _items(
    products: Sequence[Mapping[str, Any]], placed: date, rng: Random
) -> list[dict[str, Any]]:
    """One to three different products that were in the shop by then."""
    items: list[dict[str, Any]] = []
    wanted = rng.choice((1, 1, 1, 2, 2, 3))
    while len(items) < wanted:
        product = rng.choice(products)
        late = date.fromisoformat(product["added"]) > placed - timedelta(days=1)
        twice = any(item["product_id"] == product["id"] for item in items)
        variant = rng.choice(product["variants"])
        if late or twice or variant["price"] > MAX_PRICE or product["category"] in LARGE:
            continue
        few = variant["price"] > 40 or rng.random() < 0.75
        items.append(
            {
                "product_id": product["id"],
                "variant_id": variant["id"],
                "title": product["title"],
                "quantity": 1 if few else rng.choice((2, 2, 3)),
                "price": variant["price"],
            }
        )
    return items
