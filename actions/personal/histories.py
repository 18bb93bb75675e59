"""The shop's own past as the files that `storeclerk train recommend` learns from. Owns the writing:
who did what when, of those who agreed to be counted, and what each product is.

Customers' orders count, but for those of customers who said no to being counted; events, where
those who did them said yes.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.personal.event import Did
from actions.personal.forecast.past import every_basket
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.personal.visitor import Visitor
from actions.stores.moment import aware
from retrieval.values import Product

TELLING = (Did.VIEW, Did.CLICK, Did.CART, Did.PURCHASE)
BANDS = 4
Line = tuple[str, str, datetime]


def write_histories(
    engine: Engine, products: Sequence[Product], folder: Path, zone: tzinfo = UTC
) -> tuple[Path, Path, int]:
    """A table of `customer,item,time`, the attributes, and how many have two things or more."""
    by_id = {one.product_id: one for one in products}
    histories: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for who, product_id, when in _lines(engine, by_id, zone):
        if product_id in by_id:
            histories[who].append((when, product_id))
    table, attributes = folder / "histories.csv", folder / "attributes.json"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["customer", "item", "time"])
        for who, acts in histories.items():
            for when, product_id in _once_in_a_row(sorted(acts)):
                writer.writerow([who, product_id, when.timestamp()])
    told = json.dumps({one.product_id: list(traits) for one, traits in _traits(products)})
    attributes.write_text(told, encoding="utf-8")
    return table, attributes, sum(len({one for _, one in acts}) > 1 for acts in histories.values())


def _lines(engine: Engine, by_id: dict[str, Product], zone: tzinfo) -> Iterator[Line]:
    for basket in every_basket(engine, by_id.get, zone):
        key = Visitor(customer_id=basket.customer).key
        for line in basket.lines:
            yield key, line.product_id, basket.placed.astimezone(UTC)
    asked = select(EventRow.subject, EventRow.product_id, EventRow.occurred).where(
        EventRow.purposes.bitwise_and(int(Purpose.ANALYTICS)) != 0,
        EventRow.kind.in_([did.value for did in TELLING]),
    )
    with Session(engine) as session:
        for subject, product_id, occurred in session.execute(asked):
            if product_id:
                yield subject, product_id, aware(occurred)


def _once_in_a_row(acts: Iterable[tuple[datetime, str]]) -> Iterator[tuple[datetime, str]]:
    """Who looks, puts in the cart and buys has had one thing, not three."""
    before = ""
    for when, product_id in acts:
        if product_id != before:
            yield when, product_id
        before = product_id


def _traits(products: Sequence[Product]) -> Iterator[tuple[Product, tuple[str, ...]]]:
    """Brand, kind, department, and which quarter of its kind's prices it is in."""
    prices: defaultdict[str, list[float]] = defaultdict(list)
    for one in products:
        prices[one.category].append(_price(one))
    ordered = {kind: sorted(those) for kind, those in prices.items()}
    for one in products:
        those = ordered[one.category]
        band = those.index(_price(one)) * BANDS // len(those)
        named = {"brand": one.brand, "kind": one.category, "department": one.department}
        told = [f"{name}:{value}" for name, value in named.items() if value]
        yield one, (*told, f"price:{one.category}:{band}")


def _price(product: Product) -> float:
    return min((float(v.price.amount) for v in product.variants if v.price), default=0.0)
