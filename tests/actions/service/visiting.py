"""The service desk over the small shop of two customers, and a visitor who talks to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from two_customers import PRODUCTS, RULES, TODAY, Clock

from actions.identity import Desk
from actions.operations import Operations
from actions.operations.ledger import Ledger
from actions.operations.schema import AuditRow
from actions.policies import Judge, Rules
from actions.service import Clerk, Heard, Outcome
from actions.service.matters import Matters
from actions.stores import SqlStore
from retrieval.values import Money, Product, Variant
from tests.actions import loaded_words

LAMP = Product(
    "L", "Desk Lamp", (Variant("L-1", {}, Money(3000, "EUR"), stock=4),), category="lamp"
)
MUG = Product(
    "M", "Stoneware Mug", (Variant("M-1", {}, Money(900, "EUR"), stock=9),), category="mug"
)
GOODS = PRODUCTS | {"L": LAMP, "M": MUG}


def big_order(order_id: str, state: str) -> dict[str, Any]:
    """A kettle, a lamp and two mugs of Ada's."""
    items = [
        {"product_id": "K", "variant_id": "K-RED", "title": "Kettle", "quantity": 1, "price": 19.9},
        {"product_id": "L", "variant_id": "L-1", "title": "Desk Lamp", "quantity": 1, "price": 30},
        {
            "product_id": "M",
            "variant_id": "M-1",
            "title": "Stoneware Mug",
            "quantity": 2,
            "price": 9,
        },
    ]
    came = {"delivered_on": "2026-06-10"} if state == "delivered" else {}
    return {
        "id": order_id,
        "customer_id": "C1",
        "placed": "2026-06-06T10:22:00",
        "state": state,
        "items": items,
        "shipping": 4.9,
        "total": 72.8,
        "currency": "EUR",
        "payments": [{"kind": "card", "amount": 72.8, "method_id": "card_1"}],
        **came,
    }


@dataclass
class Shop:
    """The store behind the desk, and desks on it: each is what a server has after its start."""

    store: SqlStore
    rules: Rules = RULES
    clock: Clock = field(default_factory=Clock)

    def clerk(self) -> Clerk:
        judge = Judge(self.rules, GOODS.get)
        desk = Desk(self.store.engine, self.store, self.rules, self.clock)
        waits = timedelta(minutes=self.rules.confirm.within_minutes)
        ledger = Ledger(self.store.engine, waits, self.clock)
        operations = Operations(self.store.engine, self.store, desk, judge, lambda: TODAY, ledger)
        ears = {"en": loaded_words.ears()}
        matters = Matters(self.store.engine, self.clock)
        return Clerk(desk, judge, operations, matters, ears, lambda: TODAY, GOODS.get, self.clock)

    def visitor(self, name: str = "ada") -> Visitor:
        return Visitor(self, name, self.clerk())

    def state(self, order_id: str) -> str:
        order = self.store.order(order_id)
        assert order is not None
        return order.state.value

    def audit(self) -> list[str]:
        with Session(self.store.engine) as session:
            return list(session.scalars(select(AuditRow.event).order_by(AuditRow.id)))


@dataclass
class Visitor:
    shop: Shop
    name: str
    clerk: Clerk

    def say(self, intent: str, text: str, **more: Any) -> tuple[Outcome, ...]:
        return self.clerk.hear(Heard(self.name, text, intent, **more))

    def back(self) -> Outcome | None:
        return self.clerk.reminder(Heard(self.name, "", "policy"))

    def shows_who(self) -> None:
        """Ada, by the order that she has anyhow."""
        self.say("order_status", "order 20001")
        self.say("inform", "ada@shop.example")
