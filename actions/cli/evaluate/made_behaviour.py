"""Customers of the sample shop who look at things, put them in carts, rate them, and buy sets and
the same again, by a seed: what reasons are to be found in. Made up, and never loaded by a shop."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from actions.personal.event import Did, Event
from actions.personal.visitor import Visitor
from retrieval.values import Product

SETS, MEMBERS = 40, 3
HABITS, EVERY_DAYS = 12, 30
DOES = (Did.VIEW,) * 6 + (Did.CLICK, Did.CART, Did.RATING)


def made_orders(
    products: Sequence[Product], customers: Sequence[str], chance: random.Random
) -> list[dict[str, Any]]:
    """As a shop exports them. Sets are bought by several, and a few things month after month."""
    sets = [chance.sample(list(products), MEMBERS) for _ in range(SETS)]
    habits = chance.sample(list(products), HABITS)
    orders: list[dict[str, Any]] = []
    for customer in customers:
        for _ in range(chance.randint(1, 4)):
            basket = chance.choice(sets)[: chance.randint(2, MEMBERS)]
            orders.append(_order(len(orders), customer, basket, chance.randint(0, 90)))
        if chance.random() < 0.3:
            thing, start = chance.choice(habits), chance.randint(15, 50)
            orders += [
                _order(len(orders) + n, customer, [thing], start + n * EVERY_DAYS) for n in range(3)
            ]
    return orders


def made_events(
    products: Sequence[Product], visitor: Visitor, chance: random.Random
) -> Iterator[Event]:
    """A kind or two that somebody looks around in."""
    kinds = {product.category for product in chance.sample(list(products), 2)}
    fitting = [product for product in products if product.category in kinds]
    moment = datetime.now(UTC) - timedelta(minutes=1)
    for number in range(chance.randint(0, 12)):
        did, ago = chance.choice(DOES), timedelta(hours=chance.random() * 24 * 20)
        detail = {"value": float(chance.randint(1, 5))} if did is Did.RATING else None
        product_id = chance.choice(fitting).product_id
        yield Event(f"{number}", did, visitor, moment - ago, product_id, detail)


def _order(number: int, customer: str, basket: Sequence[Product], days_ago: int) -> dict[str, Any]:
    placed = datetime.now(UTC).replace(tzinfo=None, microsecond=0) - timedelta(days=days_ago)
    prices = [float(one.variants[0].price.amount if one.variants[0].price else 0) for one in basket]
    items = [
        {
            "product_id": one.product_id,
            "variant_id": one.variants[0].variant_id,
            "title": one.title,
            "quantity": 1,
            "price": price,
        }
        for one, price in zip(basket, prices, strict=True)
    ]
    total = round(sum(prices), 2)
    return {
        "id": f"M{number:06d}", "customer_id": customer, "placed": placed.isoformat(),
        "state": "delivered", "items": items, "shipping": 0.0, "total": total, "currency": "EUR",
    }  # fmt: skip
