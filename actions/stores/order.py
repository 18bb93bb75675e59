"""An order as the shop's back end holds it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from actions.stores.change import Line, Swap
from actions.stores.customer import Address
from llm.planning import OrderState
from retrieval.values import Money

UNDER_WAY = frozenset({OrderState.RETURN_REQUESTED, OrderState.EXCHANGE_REQUESTED})
"""States in which something of an order is to come back; what isn't of it is as delivered."""


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
    """What was paid, or is to be, by which means; negative where it went back. `method_id` is empty
    where the customer's profile doesn't hold that means."""

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
class Returning:
    """What is to come back, and the means by which `refund` goes out then."""

    lines: tuple[Line, ...]
    reason: str
    refund: Money
    method_id: str
    on: date


@dataclass(frozen=True, slots=True)
class Exchanging:
    """What is to be changed for what; `to_pay` is negative where the customer gets some back."""

    swaps: tuple[Swap, ...]
    to_pay: Money
    method_id: str
    on: date


@dataclass(frozen=True, slots=True)
class Order:
    """Dates are the shop's local ones; a date that hasn't come is None. `version` grows with each
    change: a change that was judged by an older one is refused. `payments` is the whole history,
    in order. `items_changed` is set by the first change of what was bought. `returning` and
    `exchanging` are the last that were asked for."""

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
    cancel_reason: str = ""
    items_changed: bool = False
    returning: Returning | None = None
    exchanging: Exchanging | None = None
    earlier_returns: tuple[Returning, ...] = ()
    earlier_exchanges: tuple[Exchanging, ...] = ()

    @property
    def returns(self) -> tuple[Returning, ...]:
        """All that were asked for, in order."""
        return (*self.earlier_returns, *((self.returning,) if self.returning else ()))

    @property
    def exchanges(self) -> tuple[Exchanging, ...]:
        return (*self.earlier_exchanges, *((self.exchanging,) if self.exchanging else ()))

    @property
    def left(self) -> dict[str, int]:
        """Variant -> how many of it are in no return or exchange that is under way. Where one is
        and isn't known of what, nothing is left."""
        held = {item.variant_id: item.quantity for item in self.items}
        if self.state not in UNDER_WAY:
            return held
        if not self.returns and not self.exchanges:
            return {}
        gone: Counter[str] = Counter()
        for back in self.returns:
            gone.update({line.variant_id: line.quantity for line in back.lines})
        for swap in (swap for one in self.exchanges for swap in one.swaps):
            gone[swap.variant_id] += swap.quantity or held.get(swap.variant_id, 0)
        rest = {variant_id: count - gone[variant_id] for variant_id, count in held.items()}
        return {variant_id: count for variant_id, count in rest.items() if count > 0}

    def item(self, variant_id: str) -> OrderItem | None:
        return next((one for one in self.items if one.variant_id == variant_id), None)

    def left_on(self) -> dict[str, int]:
        """Method -> what the shop still has of it, in minor units, the first paid first."""
        left: dict[str, int] = {}
        for one in self.payments:
            left[one.method_id] = left.get(one.method_id, 0) + one.amount.amount_minor
        return {method_id: amount for method_id, amount in left.items() if amount}

    @property
    def paid_by(self) -> Payment | None:
        """The first payment that hasn't wholly gone back."""
        left = self.left_on()
        kept = (one for one in self.payments if left.get(one.method_id, 0) > 0)
        return next(kept, self.payments[0] if self.payments else None)

    def has_open(self, kind: str) -> bool:
        return any(one.kind == kind for one in self.requests)
