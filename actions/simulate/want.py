"""What a scripted customer wants, and what they know. Owns the shapes, no words.

`Want.wish` is for the judge of the end state alone: a customer never hands it to the assistant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from actions.policies.wish import (
    AlertWish,
    CancelWish,
    ExchangeWish,
    InvoiceWish,
    ItemsWish,
    OrderAddressWish,
    PaymentWish,
    ProfileAddressWish,
    ReturnWish,
    TicketWish,
    Wish,
)
from actions.stores.change import Line, Topic
from actions.stores.customer import Address


@dataclass(frozen=True, slots=True)
class Thing:
    """One variant as a customer knows it. `telling` are the options that set it apart."""

    product_id: str
    variant_id: str
    title: str
    options: Mapping[str, str] = field(default_factory=dict)
    quantity: int = 1
    telling: tuple[str, ...] = ()

    def told(self) -> dict[str, str]:
        return {name: self.options[name] for name in self.telling if name in self.options}


@dataclass(frozen=True, slots=True)
class Want:
    """`kind` as the assistant's public cards name it. `swaps` are (thing, what it becomes); `mark`
    is the title of a thing by which the customer tells the order from their others, `others` are
    the titles of what in the order the want is not about. `refused`: by the shop's rules it can't
    be had, and a clear no is all there is to reach."""

    kind: str
    order_id: str = ""
    things: tuple[Thing, ...] = ()
    swaps: tuple[tuple[Thing, Thing], ...] = ()
    reason: str = ""
    method_id: str = ""
    method_label: str = ""
    address: Address | None = None
    text: str = ""
    topic: str = ""
    unopened: bool = True
    refused: bool = False
    mark: str = ""
    others: tuple[str, ...] = ()

    def about(self) -> tuple[Thing, ...]:
        return self.things or tuple(before for before, _ in self.swaps)

    def wish(self) -> Wish | None:
        """None where nothing is to be changed."""
        make = _WISHES.get(self.kind)
        return make(self) if make else None


@dataclass(frozen=True, slots=True)
class Known:
    """What the customer can say of themselves. `orders` are the numbers they have at hand."""

    customer_id: str
    name: str = ""
    email: str = ""
    postcode: str = ""
    orders: frozenset[str] = frozenset()


def _lines(want: Want) -> tuple[Line, ...]:
    return tuple(Line(one.variant_id, one.quantity) for one in want.things)


def _swaps(want: Want) -> tuple[tuple[str, str], ...]:
    return tuple((before.variant_id, after.variant_id) for before, after in want.swaps)


def _address(want: Want) -> Address:
    if want.address is None:
        raise ValueError("an address is wanted and there is none")
    return want.address


def _ticket(want: Want) -> Wish:
    variant_id = want.things[0].variant_id if want.things else ""
    return TicketWish(cast(Topic, want.kind), want.text, want.order_id, variant_id, want.reason)


def _alert(want: Want) -> Wish:
    return AlertWish(want.things[0].product_id, want.things[0].variant_id)


_WISHES: dict[str, Callable[[Want], Wish]] = {
    "cancel_order": lambda w: CancelWish(w.order_id, w.reason),
    "start_return": lambda w: ReturnWish(w.order_id, w.reason, _lines(w), w.unopened, w.method_id),
    "start_exchange": lambda w: ExchangeWish(w.order_id, _swaps(w), w.method_id),
    "change_items": lambda w: ItemsWish(w.order_id, _swaps(w), w.method_id),
    "change_order_address": lambda w: OrderAddressWish(w.order_id, _address(w)),
    "change_profile_address": lambda w: ProfileAddressWish(_address(w)),
    "change_payment": lambda w: PaymentWish(w.order_id, w.method_id),
    "alert_stock": _alert,
    "copy_invoice": lambda w: InvoiceWish(w.order_id),
    "complaint": _ticket,
    "delivery_problem": _ticket,
    "warranty_claim": _ticket,
}


def telling_options(options: Mapping[str, str], others: list[Mapping[str, str]]) -> tuple[str, ...]:
    """The fewest options, in their own order, that set it apart from the others; all where even
    they don't. What most others share tells least and is taken last."""
    shared = {
        name: sum(other.get(name) == value for other in others) for name, value in options.items()
    }
    left, taken = list(others), []
    for name in sorted(options, key=lambda one: shared[one]):
        if not left:
            break
        kept = [other for other in left if other.get(name) == options[name]]
        if len(kept) < len(left):
            taken.append(name)
            left = kept
    return tuple(name for name in options if name in taken)


def merged(things: list[Thing]) -> tuple[Thing, ...]:
    """One of each variant, with how many of it."""
    counts = Counter(one.variant_id for one in things)
    firsts = {one.variant_id: one for one in reversed(things)}
    return tuple(
        Thing(one.product_id, one.variant_id, one.title, one.options, counts[name], one.telling)
        for name, one in firsts.items()
    )
