"""An order as the shop's back end holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

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
class Order:
    """Dates are the shop's local ones; a date that hasn't come is None."""

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
