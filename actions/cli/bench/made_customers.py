"""A made shop's customers: what they agreed to, looked at and bought, by a seed. Owns making them;
everything that is measured afterwards is the product's own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Engine, insert

from actions.cli.bench.made_catalogue import products
from actions.cli.bench.made_vectors import MadeEncoder
from actions.cli.opening import load_languages
from actions.cli.output import progress
from actions.config import load_config
from actions.personal.purpose import PURPOSES, together
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import Visitor
from actions.stores import SqlStore
from actions.stores.engine import writing
from actions.stores.schema import OrderRow
from retrieval.builder import build_index
from retrieval.index import Index

EVENTS_EACH = 10
AT_ONCE = 5_000
DAYS = 120


@dataclass(frozen=True, slots=True)
class MadeShop:
    store: SqlStore
    index: Index
    ids: tuple[str, ...]
    customers: int

    def visitor(self, number: int) -> Visitor:
        return Visitor(customer_id=f"C{number:06d}")


@contextmanager
def made_shop(folder: Path, url: str, count: int, customers: int) -> Iterator[MadeShop]:
    config = load_config()
    made = list(products(count))
    languages = load_languages(config)
    build_index(
        made, folder / "index", encoder=MadeEncoder(), language=languages[0], currency="EUR"
    )
    index = Index.open(folder / "index", encoder=MadeEncoder(), languages=languages)
    store = SqlStore(url)
    ids = tuple(product.product_id for product in made)
    try:
        _fill(store.engine, ids, customers)
        yield MadeShop(store, index, ids, customers)
    finally:
        store.close()
        index.close()


def _fill(engine: Engine, ids: tuple[str, ...], customers: int) -> None:
    """A customer's interests are neighbours in the catalogue's numbering, so that there is
    something to find; what is popular is so by Zipf's law."""
    chance, moment = np.random.default_rng(7), datetime.now(UTC)
    with progress("Customers") as advance:
        for start in range(0, customers, AT_ONCE):
            some = range(start, min(start + AT_ONCE, customers))
            with writing(engine) as session:
                session.execute(insert(ConsentRow), [row for c in some for row in _agreed(c)])
                session.execute(
                    insert(EventRow),
                    [row for c in some for row in _looked(c, ids, chance, moment)],
                )
                session.execute(insert(OrderRow), [_order(c, ids, chance, moment) for c in some])
            advance(some.stop, customers)
    # As a database that has been there for a while knows its tables.
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _key(customer: int) -> str:
    return Visitor(customer_id=f"C{customer:06d}").key


def _agreed(customer: int) -> list[dict[str, Any]]:
    since = datetime.now(UTC) - timedelta(days=2 * DAYS)
    told = {"subject": _key(customer), "granted": True, "since": since}
    return [told | {"purpose": purpose.word} for purpose in PURPOSES]


def _taken(ids: tuple[str, ...], chance: np.random.Generator, many: int) -> list[str]:
    centre = int(chance.zipf(1.3)) * 37 % len(ids)
    return [ids[(centre + int(step)) % len(ids)] for step in chance.integers(0, 40, many)]


def _looked(
    customer: int, ids: tuple[str, ...], chance: np.random.Generator, moment: datetime
) -> list[dict[str, Any]]:
    ago = np.sort(chance.random(EVENTS_EACH))[::-1] * DAYS
    return [
        {
            "event_id": uuid.uuid4().hex,
            "subject": _key(customer),
            "kind": "cart" if place % 5 == 4 else "view",
            "session": "",
            "customer_id": f"C{customer:06d}",
            "product_id": product_id,
            "occurred": moment - timedelta(days=float(days)),
            "purposes": int(together(PURPOSES)),
            "detail": None,
        }
        for place, (product_id, days) in enumerate(
            zip(_taken(ids, chance, EVENTS_EACH), ago, strict=True)
        )
    ]


def _order(
    customer: int, ids: tuple[str, ...], chance: np.random.Generator, moment: datetime
) -> dict[str, Any]:
    placed = moment - timedelta(days=float(chance.random()) * DAYS)
    items = [
        {"product_id": one, "variant_id": f"{one}-1", "title": one, "quantity": 1, "price": 10.0}
        for one in set(_taken(ids, chance, 3))
    ]
    record = {
        "id": f"O{customer:06d}",
        "customer_id": f"C{customer:06d}",
        "placed": placed.replace(tzinfo=None, microsecond=0).isoformat(),
        "state": "delivered",
        "items": items,
        "shipping": 0.0,
        "total": 10.0 * len(items),
        "currency": "EUR",
    }
    known = {"order_id": record["id"], "customer_id": record["customer_id"], "version": 1}
    return known | {"state": "delivered", "record": record}
