"""An order as the shop's back end holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from actions.stores.customer import Address
from llm.planning import OrderState
from retrieval.values import Money


@dataclass(frozen=True, slots=True)
class OrderItem:
    product_id: str
    variant_id: str
    title: str
    quantity: int
    price: Money


@dataclass(frozen=True, slots=True)
class Refund:
    amount: Money
    issued_on: date
    method: str


@dataclass(frozen=True, slots=True)
class Payment:
    """What was paid, or is to be, by which means. `method_id` is empty where the customer's
    profile doesn't hold that means."""

    kind: str
    amount: Money
    method_id: str = ""


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Something asked for about an order that the shop hasn't closed: a return, a complaint."""

    reference: str
    kind: str
    opened: date


@dataclass(frozen=True, slots=True)
class Order:
    """Dates are the shop's local ones; a date that hasn't come is None. `version` grows with each
    change: a change that was judged by an older one is refused."""

    order_id: str
    customer_id: str
    state: OrderState
    placed: datetime
    items: tuple[OrderItem, ...]
    shipping: Money
    total: Money
    carrier: str = ""
    tracking: str = ""
    shipped_on: date | None = None
    expected_from: date | None = None
    expected_to: date | None = None
    delivered_on: date | None = None
    cancelled_on: date | None = None
    refund: Refund | None = None
    address: Address | None = None
    payments: tuple[Payment, ...] = ()
    requests: tuple[OpenRequest, ...] = ()
    version: int = 1

    def item(self, variant_id: str) -> OrderItem | None:
        return next((one for one in self.items if one.variant_id == variant_id), None)

    def has_open(self, kind: str) -> bool:
        return any(one.kind == kind for one in self.requests)
