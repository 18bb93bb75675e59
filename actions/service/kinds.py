"""The kinds of service a customer can have: what each needs to know, and the wish it becomes.

Owns the table. What a shop's rules ask for beyond that (a reason, a means of payment, whether it is
unopened) the judge says when the wish is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actions.policies import Rules
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
from actions.service.matter import Draft, Matter
from actions.stores import Address
from actions.stores.change import Topic


@dataclass(frozen=True, slots=True)
class Kind:
    """`needs` are asked for in that order, before the rules are gone by; `wish` is None where
    nothing is to be changed, only told. `fills` are the parts of a matter that its words may set.
    `intents` open it. `rules` is the section of the rules without which it isn't offered at all,
    whoever asks. `becomes` is the kind of its operation, where that has another name."""

    name: str
    intents: tuple[str, ...]
    needs: tuple[str, ...]
    fills: frozenset[str]
    wish: Callable[[Matter], Wish] | None = None
    rules: str = ""
    becomes: str = ""

    def offered(self, rules: Rules) -> bool:
        return not self.rules or getattr(rules, self.rules) is not None

    @property
    def about_order(self) -> bool:
        return "order" in self.needs


def _address(of: Draft) -> Address:
    return Address(of.street, of.city, of.postcode, of.country, of.extra, of.region)


def _ticket(topic: Topic) -> Callable[[Matter], Wish]:
    def wish(matter: Matter) -> Wish:
        variant_id = matter.lines[0].variant_id if matter.lines else ""
        text = matter.text
        return TicketWish(topic, text, matter.order_id, variant_id, matter.reason)

    return wish


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("order_status", ("order_status",), ("who", "order"), frozenset()),
        Kind("refund_status", ("refund_status",), ("who", "order"), frozenset()),
        Kind(
            "cancel_order",
            ("cancel_order",),
            ("who", "order"),
            frozenset({"reason"}),
            lambda m: CancelWish(m.order_id, m.reason),
        ),
        Kind(
            "start_return",
            ("return_item",),
            ("who", "order", "items"),
            frozenset({"lines", "reason", "method", "unopened"}),
            lambda m: ReturnWish(m.order_id, m.reason, m.lines, m.unopened, **_method(m)),
        ),
        Kind(
            "start_exchange",
            ("exchange_item",),
            ("who", "order", "items", "to"),
            frozenset({"swaps", "method"}),
            lambda m: ExchangeWish(m.order_id, m.swaps, m.method_id),
        ),
        Kind(
            "change_items",
            ("change_items",),
            ("who", "order", "items", "to"),
            frozenset({"swaps", "method"}),
            lambda m: ItemsWish(m.order_id, m.swaps, m.method_id),
        ),
        Kind(
            "change_address",
            ("change_address",),
            ("who", "which_address"),
            frozenset({"address", "which_address"}),
        ),
        Kind(
            "change_order_address",
            (),
            ("who", "order", "address"),
            frozenset({"address"}),
            lambda m: OrderAddressWish(m.order_id, _address(m.address)),
        ),
        Kind(
            "change_profile_address",
            (),
            ("who", "address"),
            frozenset({"address"}),
            lambda m: ProfileAddressWish(_address(m.address)),
        ),
        Kind(
            "change_payment",
            ("change_payment",),
            ("who", "order", "method"),
            frozenset({"method"}),
            lambda m: PaymentWish(m.order_id, m.method_id),
        ),
        Kind(
            "alert_stock",
            ("stock_alert",),
            ("product", "who"),
            frozenset({"product"}),
            lambda m: AlertWish(m.product_id, m.variant_id),
            "alert",
        ),
        Kind(
            "copy_invoice",
            ("invoice",),
            ("who", "order"),
            frozenset(),
            lambda m: InvoiceWish(m.order_id),
            "invoice",
        ),
        Kind(
            "delivery_problem",
            ("delivery_problem",),
            ("who", "order", "text"),
            frozenset({"reason", "text"}),
            _ticket("delivery_problem"),
            "delivery_problem",
            becomes="open_ticket",
        ),
        Kind(
            "warranty_claim",
            ("warranty",),
            ("who", "order", "items", "text"),
            frozenset({"lines", "text"}),
            _ticket("warranty_claim"),
            "warranty",
            becomes="open_ticket",
        ),
        Kind(
            "complaint",
            ("complaint",),
            ("who", "text"),
            frozenset({"text"}),
            _ticket("complaint"),
            "complaint",
            becomes="open_ticket",
        ),
        Kind("gift_card", ("gift_card",), ("code",), frozenset({"code"})),
    )
}

BY_INTENT: dict[str, str] = {
    intent: kind.name for kind in KINDS.values() for intent in kind.intents
}


def _method(matter: Matter) -> dict[str, str]:
    return {"method_id": matter.method_id} if matter.method_id else {}
