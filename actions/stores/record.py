"""Order <-> the JSON that a shop exports (`data/catalog/orders.jsonl`). Owns that format."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from actions.stores.customer_record import AddressRecord
from actions.stores.order import OpenRequest, Order, OrderItem, Payment, Refund
from actions.stores.under_way import ExchangeRecord, ReturnRecord
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
    cancel_reason: str = ""
    refund: RefundRecord | None = None
    address: AddressRecord | None = None
    payments: list[PaymentRecord] = []
    items_changed: bool = False
    returning: ReturnRecord | None = None
    exchanging: ExchangeRecord | None = None
    earlier_returns: list[ReturnRecord] | None = None
    earlier_exchanges: list[ExchangeRecord] | None = None

    def order(self, requests: tuple[OpenRequest, ...] = (), version: int = 1) -> Order:
        refund, returning, exchanging = self.refund, self.returning, self.exchanging
        return Order(
            order_id=self.id,
            customer_id=self.customer_id,
            state=self.state,
            placed=self.placed,
            items=tuple(self._item(one) for one in self.items),
            shipping=self.money(self.shipping),
            total=self.money(self.total),
            carrier=self.carrier,
            tracking=self.tracking,
            shipped_on=self.shipped_on,
            expected_from=self.expected_from,
            expected_to=self.expected_to,
            delivered_on=self.delivered_on,
            cancelled_on=self.cancelled_on,
            refund=Refund(self.money(refund.amount), refund.issued_on, refund.method)
            if refund
            else None,
            address=self.address.address() if self.address else None,
            payments=self.history(),
            requests=requests,
            version=version,
            cancel_reason=self.cancel_reason,
            items_changed=self.items_changed,
            returning=returning.returning(self.currency) if returning else None,
            exchanging=exchanging.exchanging(self.currency) if exchanging else None,
            earlier_returns=tuple(
                one.returning(self.currency) for one in self.earlier_returns or ()
            ),
            earlier_exchanges=tuple(
                one.exchanging(self.currency) for one in self.earlier_exchanges or ()
            ),
        )

    def money(self, amount: Decimal) -> Money:
        return Money.of(amount, self.currency)

    def history(self) -> tuple[Payment, ...]:
        return tuple(Payment(p.kind, self.money(p.amount), p.method_id) for p in self.payments)

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True)

    def _item(self, one: ItemRecord) -> OrderItem:
        price = self.money(one.price)
        return OrderItem(one.product_id, one.variant_id, one.title, one.quantity, price)
