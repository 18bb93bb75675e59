"""What customers of a shop could want of one of their orders, drawn from its records and catalogue.

Owns the drawing; whether it is allowed is the rules' to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from actions.policies import Rules
from actions.simulate.want import Thing, Want, telling_options
from actions.stores import Address, Customer, Order, OrderItem
from retrieval.values import Product, Variant

One = TypeVar("One")
PROBLEMS = ("late", "missing", "damaged")


class DrawWants:
    """`texts` are customers' complaints by kind, `addresses` where people of the shop live."""

    def __init__(
        self,
        products: Mapping[str, Product],
        rules: Rules,
        texts: Mapping[str, list[str]],
        addresses: list[Address],
        rng: Random,
    ) -> None:
        self._products, self._rules, self._rng = products, rules, rng
        self._texts, self._addresses = texts, addresses
        self._makers: dict[str, Callable[[Customer, Order], Want | None]] = {
            "cancel_order": self._cancel,
            "start_return": self._return,
            "start_exchange": lambda _c, order: self._swap("start_exchange", order),
            "change_items": lambda _c, order: self._swap("change_items", order),
            "change_order_address": self._order_address,
            "change_profile_address": self._profile_address,
            "change_payment": self._payment,
            "alert_stock": self._alert,
            "copy_invoice": lambda _c, order: Want("copy_invoice", order.order_id),
            "complaint": self._complaint,
            "delivery_problem": self._problem,
            "warranty_claim": self._warranty,
            "order_status": lambda _c, order: Want("order_status", order.order_id),
            "refund_status": self._refund_status,
        }

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self._makers)

    def draw(self, kind: str, customer: Customer, order: Order) -> Want | None:
        """None where that order is none to want it of."""
        want = self._makers[kind](customer, order)
        if want is None or not want.order_id:
            return want
        about = {thing.variant_id for thing in want.about()}
        others = tuple(one.title for one in order.items if one.variant_id not in about)
        return replace(want, mark=order.items[0].title, others=others)

    def _cancel(self, _customer: Customer, order: Order) -> Want:
        reasons = self._rules.cancel.reasons if self._rules.cancel else ()
        return Want("cancel_order", order.order_id, reason=self._one(reasons or ("",)))

    def _return(self, _customer: Customer, order: Order) -> Want:
        reasons = self._rules.returns.reasons if self._rules.returns else ()
        count = self._rng.randint(1, len(order.items))
        things = tuple(self._thing(order, one) for one in self._rng.sample(order.items, count))
        unopened = self._rng.random() < 0.8
        reason = self._one(reasons or ("",))
        return Want("start_return", order.order_id, things, reason=reason, unopened=unopened)

    def _swap(self, kind: str, order: Order) -> Want | None:
        """One item, at times two."""
        able = [one for one in order.items if len(self._others(one)) > 0]
        if not able:
            return None
        items = self._rng.sample(able, min(len(able), self._rng.choice((1, 1, 1, 2))))
        return Want(kind, order.order_id, swaps=tuple(self._pair(order, one) for one in items))

    def _order_address(self, _customer: Customer, order: Order) -> Want | None:
        address = self._elsewhere(order.address)
        if address is None:
            return None
        return Want("change_order_address", order.order_id, address=address)

    def _profile_address(self, customer: Customer, _order: Order) -> Want | None:
        address = self._elsewhere(customer.address)
        return Want("change_profile_address", address=address) if address else None

    def _payment(self, customer: Customer, order: Order) -> Want | None:
        paid = order.paid_by
        others = [
            one for one in customer.payment_methods if not paid or one.method_id != paid.method_id
        ]
        if not others:
            return None
        method = self._one(others)
        label = method.label or method.kind
        return Want(
            "change_payment", order.order_id, method_id=method.method_id, method_label=label
        )

    def _alert(self, _customer: Customer, _order: Order) -> Want | None:
        product = self._one(list(self._products.values()))
        gone = [one for one in product.variants if one.in_stock is False]
        variant = self._one(gone or list(product.variants))
        others = [one.options for one in product.variants if one is not variant]
        telling = telling_options(variant.options, others)
        thing = Thing(
            product.product_id, variant.variant_id, product.title, variant.options, telling=telling
        )
        return Want("alert_stock", things=(thing,))

    def _complaint(self, _customer: Customer, order: Order) -> Want:
        return Want("complaint", order.order_id, text=self._one(self._texts["complaint"]))

    def _problem(self, _customer: Customer, order: Order) -> Want:
        reason = self._one(PROBLEMS)
        text = self._one(self._texts[f"delivery_problem_{reason}"])
        return Want("delivery_problem", order.order_id, reason=reason, text=text)

    def _warranty(self, _customer: Customer, order: Order) -> Want:
        thing = replace(self._thing(order, self._one(order.items)), quantity=1)
        text = self._one(self._texts["warranty_claim"])
        return Want("warranty_claim", order.order_id, (thing,), text=text)

    def _refund_status(self, _customer: Customer, order: Order) -> Want | None:
        return Want("refund_status", order.order_id) if order.refund else None

    def _thing(self, order: Order, item: OrderItem) -> Thing:
        """Told apart from others of that product in the order."""
        options = self._options(item.product_id, item.variant_id)
        others = [
            self._options(one.product_id, one.variant_id)
            for one in order.items
            if one.product_id == item.product_id and one is not item
        ]
        return Thing(
            item.product_id,
            item.variant_id,
            item.title,
            options,
            item.quantity,
            telling_options(options, others),
        )

    def _pair(self, order: Order, item: OrderItem) -> tuple[Thing, Thing]:
        variants = self._products[item.product_id].variants
        wanted = self._one(self._others(item))
        others = [one.options for one in variants if one is not wanted]
        telling = telling_options(wanted.options, others)
        new = Thing(item.product_id, wanted.variant_id, item.title, wanted.options, telling=telling)
        return self._thing(order, item), new

    def _others(self, item: OrderItem) -> list[Variant]:
        product = self._products.get(item.product_id)
        if product is None or product.variant(item.variant_id) is None:
            return []
        return [one for one in product.variants if one.variant_id != item.variant_id]

    def _options(self, product_id: str, variant_id: str) -> Mapping[str, str]:
        product = self._products.get(product_id)
        variant = product.variant(variant_id) if product else None
        return variant.options if variant else {}

    def _elsewhere(self, address: Address | None) -> Address | None:
        """Where nobody of the shop lives: a street of theirs, under another number."""
        if address is None:
            return None
        near = [one for one in self._addresses if one.country == address.country]
        found = self._one(near)
        digits = "".join(letter for letter in found.street if letter.isdigit())
        if not digits:
            return None
        return replace(found, street=found.street.replace(digits, str(int(digits) + 200)))

    def _one(self, some: Sequence[One]) -> One:
        return self._rng.choice(some)
