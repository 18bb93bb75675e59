"""What a customer wants done, before anybody has judged it. Owns no words and no rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from actions.stores.change import Line, Topic
from actions.stores.customer import Address


@dataclass(frozen=True, slots=True)
class CancelWish:
    order_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnWish:
    """No `lines` is the whole order. `unopened` is what the customer says, None if not asked.
    `method_id` is where the refund goes; empty is how the order was paid."""

    order_id: str
    reason: str
    lines: tuple[Line, ...] = ()
    unopened: bool | None = None
    method_id: str = ""


@dataclass(frozen=True, slots=True)
class SwapWish:
    """Other variants for those in the order, as (variant, to variant): all of its quantity, or one
    each where a variant is named more than once. `method_id` is where the difference goes; empty is
    how the order was paid."""

    order_id: str
    swaps: tuple[tuple[str, str], ...]
    method_id: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeWish(SwapWish):
    """Of goods that have come."""


@dataclass(frozen=True, slots=True)
class ItemsWish(SwapWish):
    """In an order that hasn't left."""


@dataclass(frozen=True, slots=True)
class OrderAddressWish:
    order_id: str
    address: Address


@dataclass(frozen=True, slots=True)
class ProfileAddressWish:
    address: Address


@dataclass(frozen=True, slots=True)
class PaymentWish:
    order_id: str
    method_id: str


@dataclass(frozen=True, slots=True)
class AlertWish:
    product_id: str
    variant_id: str


@dataclass(frozen=True, slots=True)
class InvoiceWish:
    order_id: str


@dataclass(frozen=True, slots=True)
class TicketWish:
    """`text` is the customer's words. A complaint needs no order."""

    topic: Topic
    text: str
    order_id: str = ""
    variant_id: str = ""
    reason: str = ""


Wish: TypeAlias = (
    CancelWish
    | ReturnWish
    | ExchangeWish
    | ItemsWish
    | OrderAddressWish
    | ProfileAddressWish
    | PaymentWish
    | AlertWish
    | InvoiceWish
    | TicketWish
)
