"""What a judgement rests on: the rules, who asks, about which order, on which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias, TypeVar

from actions.policies.errors import Refused
from actions.policies.rules import Closable, Exchange, Return, Rules
from actions.policies.verdict import Case
from actions.stores import Customer, Order, OrderItem
from actions.stores.change import Change
from actions.stores.order import UNDER_WAY
from llm.planning import OrderState
from retrieval.values import Money, Product, Variant

Offered = TypeVar("Offered")
ByItem: TypeAlias = Return | Exchange


def offered(section: Offered | None) -> Offered:
    """The rules of an operation. Raises `Refused` where the shop has none for it."""
    if section is None:
        raise Refused("not_offered")
    return section


@dataclass(frozen=True, slots=True)
class Judgement:
    """A yes, with what it does and what it costs."""

    change: Change
    fee: Money | None = None
    refund: Money | None = None
    to_pay: Money | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    rules: Rules
    customer: Customer
    the_order: Order | None
    today: date
    product: Callable[[str], Product | None]

    @property
    def order(self) -> Order:
        """Raises `Refused` where the wish came without one."""
        if self.the_order is None:
            raise Refused("no_order", needs=("order",))
        return self.the_order

    @property
    def country(self) -> str:
        """Where the order goes, or else where the customer lives."""
        address = self.order.address or self.customer.address
        if address is None:
            raise Refused("no_address")
        return address.country

    def still_open(self, case: Case, operation: Closable) -> None:
        """Raises `Refused` for what an earlier change of the items has closed."""
        closes = self.rules.items.closes if self.rules.items else ()
        if operation in closes:
            held = not self.order.items_changed
            case.require(held, "items.closes", closes, "items_changed")

    def require_state(self, case: Case, key: str, states: tuple[OrderState, ...]) -> None:
        case.require(self.order.state in states, key, [state.value for state in states], "state")

    def require_goods(self, case: Case, key: str, rules: ByItem) -> None:
        """As `require_state`; by item, what isn't in a return or exchange under way is as it was.
        Raises `Refused`."""
        order = self.order
        if rules.by_item and order.state in UNDER_WAY and order.left:
            case.note(f"{key}.by_item", "true")
            return
        self.require_state(case, f"{key}.states", rules.states)
        if order.has_open("start_exchange"):
            raise Refused("already_open")

    def left(self, variant_id: str) -> int:
        """How many may still come back. Raises `Refused`."""
        item, left = self.item(variant_id), self.order.left.get(variant_id, 0)
        if not left:
            raise Refused("under_way")
        return min(item.quantity, left)

    def item(self, variant_id: str) -> OrderItem:
        found = self.order.item(variant_id)
        if found is None:
            raise Refused("not_in_order")
        return found

    def variant(self, product_id: str, variant_id: str) -> Variant:
        """Of the catalogue of now."""
        product = self.product(product_id)
        for variant in product.variants if product else ():
            if variant.variant_id == variant_id:
                return variant
        raise Refused("not_in_catalogue")

    def category(self, product_id: str) -> str:
        """Empty for what the catalogue doesn't hold any more."""
        product = self.product(product_id)
        return product.category.casefold() if product else ""

    def money(self, amount: Decimal) -> Money:
        """Of the rules, in the order's currency, which has to be the rules' own."""
        if self.order.total.currency != self.rules.currency:
            raise Refused("currency")
        return Money.of(amount, self.rules.currency)

    @property
    def paid_by(self) -> str:
        """The kind of means."""
        paid = self.order.paid_by
        return paid.kind if paid else ""

    def means(self, method_id: str, *, must_say: bool) -> str:
        """The id of the means that was named, or where none has to be named the one that paid; may
        be empty. Raises `Refused`."""
        if not method_id and must_say:
            raise Refused("no_method", needs=("method",))
        if method_id and self.customer.method(method_id) is None:
            raise Refused("no_such_method", needs=("method",))
        paid = self.order.paid_by
        return method_id or (paid.method_id if paid else "")
