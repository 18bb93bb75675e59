"""Made-up visits to the sample shop, drawn from its made-up shoppers: nobody's, and said to be so.

Owns the drawing. The same seed gives the same visits, byte for byte, as long before `until`; each
session's and visitor's name begins with `made-up-`, by which they can be told from anybody's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from actions.sample.shoppers import Shopper, read_shoppers

MADE_UP = "made-up-"
SEED = 20261120
VISITORS = 1_500
DAYS = 90
MOST_STEPS = 40
MOST_VISITS = 6
COLUMNS = ("visitor", "session", "type", "product_id", "occurred", "query", "price", "category",
           "on_offer")  # fmt: skip

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Goods:
    """What may be looked at; `kinds` holds the products of each category."""

    products: Sequence[Record]
    kinds: Mapping[str, Sequence[Record]]
    offers: Sequence[Record]

    @classmethod
    def read(cls, catalog: Path) -> Goods:
        lines = (catalog / "products.jsonl").read_text(encoding="utf-8").splitlines()
        products = [_product(json.loads(line)) for line in lines]
        kinds: dict[str, list[Record]] = {}
        for one in products:
            kinds.setdefault(one["category"], []).append(one)
        return cls(products, kinds, [one for one in products if one["on_offer"]] or products)


@dataclass(slots=True)
class _Visitor:
    name: str
    shopper: Shopper
    keen: float
    """Drawn once a visitor: what a shop can't know."""
    looked: list[Record] = field(default_factory=list)


def made_up_visits(catalog: Path, until: datetime, seed: int = SEED) -> list[Record]:
    """In the order of their times, the last of them near `until`, which has a zone."""
    goods, shoppers = Goods.read(catalog), read_shoppers(catalog)
    shares = [one.share for one in shoppers]
    found: list[Record] = []
    for number in range(VISITORS):
        rng = Random(f"{seed}/visitor/{number}")
        shopper = rng.choices(shoppers, shares)[0]
        visitor = _Visitor(f"{MADE_UP}{number:04d}", shopper, rng.lognormvariate(0.0, 0.6))
        found += _visits(visitor, goods, until, rng)
    return sorted(found, key=lambda one: (one["occurred"], one["session"]))


def _visits(visitor: _Visitor, goods: Goods, until: datetime, rng: Random) -> Iterator[Record]:
    begins = until - timedelta(days=rng.random() * DAYS)
    for number in range(1, MOST_VISITS + 1):
        begins = _opening(begins, visitor.shopper, rng)
        session = f"{visitor.name}-{number}"
        told = [one for one in _visit(visitor, goods, begins, rng) if one["when"] <= until]
        for one in told:
            when = one.pop("when").isoformat(timespec="seconds")
            yield {"visitor": visitor.name, "session": session, "occurred": when, **one}
        if rng.random() > visitor.shopper.back:
            return
        begins += timedelta(days=rng.randint(*visitor.shopper.days))


def _opening(day: datetime, shopper: Shopper, rng: Random) -> datetime:
    """At an hour of theirs."""
    start, end = shopper.hours
    hour = rng.randrange(start, end)
    return day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)


def _visit(visitor: _Visitor, goods: Goods, begins: datetime, rng: Random) -> Iterator[Record]:
    shopper, when = visitor.shopper, begins
    cart: list[Record] = []
    for _ in range(MOST_STEPS):
        if rng.random() < shopper.search:
            kind = rng.choice(sorted(goods.kinds))
            yield {"type": "search", "query": kind, "when": when}
            when = _later(when, shopper, rng)
            product = rng.choice(goods.kinds[kind])
            yield {"type": "click", "query": kind, "when": when, **product}
        else:
            product = _looked_at(visitor, goods, rng)
        yield {"type": "view", "when": when, **product}
        visitor.looked.append(product)
        when = _later(when, shopper, rng)
        looks = sum(one is product for one in visitor.looked)
        if rng.random() < shopper.cart * visitor.keen * (1 + 0.6 * min(looks - 1, 3)):
            cart.append(product)
            yield {"type": "cart", "when": when, **product}
            when = _later(when, shopper, rng)
        if cart and rng.random() < shopper.buy * visitor.keen / (1 + product["price"] / 400):
            for bought in {one["product_id"]: one for one in cart}.values():
                yield {"type": "purchase", "when": when, **bought}
            return
        if rng.random() < shopper.leave:
            return


def _looked_at(visitor: _Visitor, goods: Goods, rng: Random) -> Record:
    shopper, looked = visitor.shopper, visitor.looked
    if looked and rng.random() < shopper.again:
        return rng.choice(looked[-4:])
    if rng.random() < shopper.offers:
        return rng.choice(goods.offers)
    if looked and rng.random() < shopper.focus:
        return rng.choice(goods.kinds[looked[-1]["category"]])
    return rng.choice(goods.products)


def _later(when: datetime, shopper: Shopper, rng: Random) -> datetime:
    low, high = shopper.pause
    return when + timedelta(seconds=rng.uniform(low, high))


def _product(record: Mapping[str, Any]) -> Record:
    """By its first variant, which is enough for what is made up."""
    variant = record["variants"][0]
    offered = variant.get("list_price") is not None and variant["list_price"] > variant["price"]
    return {
        "product_id": record["id"],
        "price": variant["price"],
        "category": record["category"],
        "on_offer": offered,
    }
