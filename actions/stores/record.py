"""Order <-> the JSON that a shop exports (`data/catalog/orders.jsonl`). Owns that format."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from actions.stores.customer_record import AddressRecord
from actions.stores.order import OpenRequest, Order, OrderItem, Payment, Refund
from llm.planning import OrderState
from retrieval.values import Money


class ItemRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    product_id: str
    variant_id: str
    title: str
    quantity: int = Field(gt=0)
    price: Decimal


class RefundRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    amount: Decimal
    issued_on: date
    method: str


class PaymentRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: str
    amount: Decimal
    method_id: str = ""


class OrderRecord(BaseModel):
    """Amounts are in major units of `currency`."""

    model_config = ConfigDict(extra="forbid")
    id: str
    customer_id: str
    placed: datetime
    state: OrderState
    items: list[ItemRecord] = Field(min_length=1)
    shipping: Decimal
    total: Decimal
    currency: str
    carrier: str = ""
    tracking: str = ""
    shipped_on: date | None = None
    expected_from: date | None = None
    expected_to: date | None = None
    delivered_on: date | None = None
    cancelled_on: date | None = None
    refund: RefundRecord | None = None
    address: AddressRecord | None = None
    payments: list[PaymentRecord] = []

    def order(self, requests: tuple[OpenRequest, ...] = (), version: int = 1) -> Order:
        def money(amount: Decimal) -> Money:
            return Money.of(amount, self.currency)

        items = tuple(
            OrderItem(i.product_id, i.variant_id, i.title, i.quantity, money(i.price))
            for i in self.items
        )
        refund = self.refund
        return Order(
            order_id=self.id,
            customer_id=self.customer_id,
            state=self.state,
            placed=self.placed,
            items=items,
            shipping=money(self.shipping),
            total=money(self.total),
            carrier=self.carrier,
            tracking=self.tracking,
            shipped_on=self.shipped_on,
            expected_from=self.expected_from,
            expected_to=self.expected_to,
            delivered_on=self.delivered_on,
            cancelled_on=self.cancelled_on,
            refund=Refund(money(refund.amount), refund.issued_on, refund.method)
            if refund
            else None,
            address=self.address.address() if self.address else None,
            payments=tuple(Payment(p.kind, money(p.amount), p.method_id) for p in self.payments),
            requests=requests,
            version=version,
        )

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True)
