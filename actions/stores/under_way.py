"""A return or an exchange that is under way <-> its part of an order's JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from actions.stores.change import Line, StartExchange, StartReturn, Swap
from actions.stores.order import Exchanging, Returning
from retrieval.values import Money


class LineRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    variant_id: str
    quantity: int = Field(gt=0)


class ReturnRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    lines: list[LineRecord]
    refund: Decimal
    on: date
    reason: str = ""
    method_id: str = ""

    @classmethod
    def of(cls, change: StartReturn) -> ReturnRecord:
        return cls(
            lines=[LineRecord(variant_id=x.variant_id, quantity=x.quantity) for x in change.lines],
            refund=change.refund.amount,
            on=change.on,
            reason=change.reason,
            method_id=change.method_id,
        )

    def returning(self, currency: str) -> Returning:
        lines = tuple(Line(one.variant_id, one.quantity) for one in self.lines)
        refund = Money.of(self.refund, currency)
        return Returning(lines, self.reason, refund, self.method_id, self.on)


class SwapRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    variant_id: str
    to_variant_id: str
    price: Decimal
    quantity: int = 0

    def swap(self, currency: str) -> Swap:
        price = Money.of(self.price, currency)
        return Swap(self.variant_id, self.to_variant_id, price, self.quantity)


class ExchangeRecord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    swaps: list[SwapRecord]
    to_pay: Decimal
    on: date
    method_id: str = ""

    @classmethod
    def of(cls, change: StartExchange) -> ExchangeRecord:
        swaps = [
            SwapRecord(
                variant_id=one.variant_id,
                to_variant_id=one.to_variant_id,
                price=one.price.amount,
                quantity=one.quantity,
            )
            for one in change.swaps
        ]
        return cls(
            swaps=swaps, to_pay=change.to_pay.amount, on=change.on, method_id=change.method_id
        )

    def exchanging(self, currency: str) -> Exchanging:
        swaps = tuple(one.swap(currency) for one in self.swaps)
        return Exchanging(swaps, Money.of(self.to_pay, currency), self.method_id, self.on)
