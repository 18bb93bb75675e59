"""Finds a recommendation's evidence again: in the tables as they lie and in the catalogue's file.

Owns its own counting, and shares no code with what recommends (a contract sees to it).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, text

Answer = Mapping[str, Any]
KINDS = {
    "viewed": ("view", "click", "search"),
    "carted": ("cart",),
    "judged": ("rating",),
    "bought": ("purchase",),
}
LATELY_DAYS = 14
FEWEST = 3
HABIT_DAYS = (7, 400)


@dataclass(frozen=True, slots=True)
class Lines:
    """What was bought in one order."""

    customer: str
    on: date
    products: frozenset[str]


@dataclass(frozen=True)
class Records:
    """`events` by subject: (kind, product, day)."""

    products: Mapping[str, Mapping[str, Any]]
    orders: tuple[Lines, ...]
    events: Mapping[str, frozenset[tuple[str, str, str]]] = field(default_factory=dict)

    @classmethod
    def read(cls, engine: Engine, catalogue: Path) -> Records:
        lines = catalogue.read_text(encoding="utf-8").splitlines()
        products = {record["id"]: record for record in map(json.loads, lines)}
        events: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)
        with engine.connect() as connection:
            orders = tuple(_orders(connection.execute(text("SELECT state, record FROM orders"))))
            asked = "SELECT subject, kind, product_id, occurred, purposes FROM events"
            for subject, kind, product_id, occurred, purposes in connection.execute(text(asked)):
                if purposes & 1:
                    events[subject].add((kind, product_id, str(occurred)[:10]))
        return cls(products, orders, {who: frozenset(told) for who, told in events.items()})

    def with_(self, *products: str) -> list[Lines]:
        return [one for one in self.orders if one.products.issuperset(products)]


def _orders(rows: Any) -> Iterator[Lines]:
    for state, record in rows:
        order = json.loads(record) if isinstance(record, str) else record
        if state != "cancelled":
            bought = frozenset(item["product_id"] for item in order["items"])
            yield Lines(order["customer_id"], date.fromisoformat(order["placed"][:10]), bought)


@dataclass(frozen=True)
class Checker:
    """Of one moment's records."""

    records: Records
    today: date

    def faults(
        self, hit: Answer, customer: str, excluded: frozenset[str] = frozenset(), about: str = ""
    ) -> list[str]:
        """A sentence each; none where all of it is borne out. `customer` is whom it was recommended
        to, `about` the product whose page it stood on."""
        return [
            *self._shown(hit, customer, excluded | {about}),
            *(fault for reason in hit["reasons"] for fault in self._reason(reason, hit, customer)),
            *([] if hit["reasons"] and hit["words"] else ["no reason is given"]),
        ]

    def _shown(self, hit: Answer, customer: str, excluded: frozenset[str]) -> Iterator[str]:
        record = self.records.products.get(hit["product_id"])
        if record is None:
            yield "it isn't in the catalogue"
            return
        stock = {one["id"]: one.get("stock") for one in record["variants"]}
        if stock.get(hit["variant_id"]) == 0 or hit["variant_id"] not in stock:
            yield "the variant that is shown can't be had"
        if hit["product_id"] in excluded:
            yield "it is excluded"
        again = any(reason["kind"] == "again" for reason in hit["reasons"])
        if not again and any(
            one.customer == customer for one in self.records.with_(hit["product_id"])
        ):
            yield "the customer has it already"

    def _reason(self, reason: Answer, hit: Answer, customer: str) -> Iterator[str]:
        for evidence in reason["evidence"]:
            if not self._found(evidence, hit, customer):
                yield f"{reason['kind']}: {evidence} isn't found"

    def _found(self, evidence: Answer, hit: Answer, customer: str) -> bool:
        name, value = evidence["field"], evidence["value"]
        place, _, what = evidence["source"].partition(":")
        if place == "catalogue":
            return self._in_catalogue(name, value, what, hit)
        if name in ("together", "orders", "buyers", "every_days", "days"):
            return bool(value == self._counted(name, what))
        if name in ("brand", "category"):
            did = self._did(place, what, customer, None, None)
            return did and self._field(what, name) == value == self._field(hit["product_id"], name)
        return self._did(place, what, customer, KINDS[name], value)

    def _did(
        self, place: str, product: str, customer: str, kinds: tuple[str, ...] | None, day: Any
    ) -> bool:
        if place == "orders":
            return any(
                one.customer == customer and (day is None or one.on.isoformat() == day)
                for one in self.records.with_(product)
            )
        return any(
            what == product and (kinds is None or kind in kinds) and (day is None or on == day)
            for kind, what, on in self.records.events.get(f"c:{customer}", ())
        )

    def _counted(self, name: str, what: str) -> Any:
        products = what.split("+")
        held = self.records.with_(*products)
        if name == "together":
            return len(held) if len({one.customer for one in held}) >= FEWEST else None
        if name == "orders":
            return len(held)
        if name == "days":
            return LATELY_DAYS
        if name == "every_days":
            return self._habit(what)
        since = self.today - timedelta(days=LATELY_DAYS)
        return len({one.customer for one in held if since <= one.on <= self.today})

    def _habit(self, product: str) -> int | None:
        days: defaultdict[str, set[date]] = defaultdict(set)
        for one in self.records.with_(product):
            days[one.customer].add(one.on)
        usual = []
        for those in days.values():
            ordered = sorted(those)
            gaps = [(b - a).days for a, b in pairwise(ordered)]
            if fit := [gap for gap in gaps if HABIT_DAYS[0] <= gap <= HABIT_DAYS[1]]:
                usual.append(median(fit))
        return round(median(usual)) if len(usual) >= FEWEST else None

    def _in_catalogue(self, name: str, value: Any, what: str, hit: Answer) -> bool:
        if name == "list_price":
            variants = self.records.products[hit["product_id"]]["variants"]
            shown = next(one for one in variants if one["id"] == hit["variant_id"])
            return bool(shown.get("list_price") == value and shown["price"] < value)
        if name in ("rating", "rating_count"):
            return bool(self.records.products[what].get(name) == value)
        return bool(self._field(what, name) == value == self._field(hit["product_id"], name))

    def _field(self, product: str, name: str) -> str:
        record = self.records.products[product]
        value = record.get(name) if name in record else record.get("attributes", {}).get(name)
        if isinstance(value, dict):
            value = f"{value['value']:g} {value['unit']}"
        if isinstance(value, list):
            value = ", ".join(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return f"{value:g}" if isinstance(value, float) else str(value)
