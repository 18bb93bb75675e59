"""A small shop for the tests of service: two customers, three orders, a kettle in three colours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from actions.config import PROJECT_ROOT
from actions.identity import Desk, Who
from actions.operations import Operations
from actions.operations.ledger import Ledger
from actions.policies import Judge, load_rules
from actions.stores import ShopRecords, SqlStore
from retrieval.values import Money, Product, Variant

RULES = load_rules(PROJECT_ROOT / "data" / "policies" / "rules.toml")
TODAY = date(2026, 6, 20)
ADA = Who("ada-session", "C1", "order_email")
DUBLIN = {"street": "1 Quay", "city": "Dublin", "postcode": "D01 A123", "country": "IE"}
CORK = {"street": "7 High Street", "city": "Cork", "postcode": "T12 B456", "country": "IE"}
CUSTOMERS: list[dict[str, Any]] = [
    {
        "id": "C1",
        "name": "Ada Bell",
        "email": "ada@shop.example",
        "address": DUBLIN,
        "payment_methods": [{"id": "card_1", "kind": "card", "label": "card ending in 4821"}],
    },
    {"id": "C2", "name": "Bert Kay", "email": "bert@shop.example", "address": CORK},
]
PRODUCTS = {
    "K": Product(
        "K",
        "Kettle",
        tuple(
            Variant(f"K-{code}", {"colour": colour}, Money(price, "EUR"), stock=stock)
            for code, colour, price, stock in (
                ("RED", "red", 1990, 3),
                ("BLU", "blue", 2290, 3),
                ("OUT", "pink", 1990, 0),
            )
        ),
        category="kettle",
    )
}


def order_record(order_id: str, state: str, customer_id: str = "C1") -> dict[str, Any]:
    came = {"delivered_on": "2026-06-10"} if state == "delivered" else {}
    item = {"product_id": "K", "variant_id": "K-RED", "title": "Kettle", "quantity": 1}
    return {
        "id": order_id,
        "customer_id": customer_id,
        "placed": "2026-06-05T10:22:00",
        "state": state,
        "items": [{**item, "price": 19.9}],
        "shipping": 4.9,
        "total": 24.8,
        "currency": "EUR",
        "payments": [{"kind": "card", "amount": 24.8, "method_id": "card_1"}],
        **came,
    }


ORDERS = [
    order_record("20001", "pending"),
    order_record("20002", "delivered"),
    order_record("20003", "pending", "C2"),
]
GIFT_CARDS = [{"code": "GC-AB2C-9XYZ", "balance": 12.5, "currency": "EUR"}]


@dataclass
class Clock:
    at: datetime = field(default_factory=lambda: datetime(2026, 6, 20, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


def open_shop(url: str) -> SqlStore:
    store = SqlStore(url)
    store.import_records(CUSTOMERS, ORDERS, GIFT_CARDS)
    return store


def operations_of(store: SqlStore, clock: Clock, records: ShopRecords | None = None) -> Operations:
    """Kept in `store`'s database; `records` is where orders are, the same store by default."""
    waits = timedelta(minutes=RULES.confirm.within_minutes)
    used = records or store
    return Operations(
        store.engine,
        used,
        Desk(store.engine, used, RULES, clock),
        Judge(RULES, PRODUCTS.get),
        lambda: TODAY,
        Ledger(store.engine, waits, clock),
    )
