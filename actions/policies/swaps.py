"""Other variants of the same products: whether they are to be had, and what they cost or spare."""

from __future__ import annotations

from collections import Counter

from actions.policies.errors import Refused
from actions.policies.facts import Facts
from actions.policies.wish import SwapWish
from actions.stores.change import Swap
from retrieval.values import Money


def judged_swaps(facts: Facts, wish: SwapWish) -> tuple[tuple[Swap, ...], Money]:
    """With what is to be paid, negative where some comes back. An item named as often as the order
    holds it is changed one by one. Raises `Refused`."""
    if not wish.swaps:
        raise Refused("nothing_chosen", needs=("items",))
    named = Counter(variant_id for variant_id, _ in wish.swaps)
    taken: Counter[str] = Counter()
    swaps, to_pay = [], 0
    for variant_id, to_variant_id in wish.swaps:
        item = facts.item(variant_id)
        if named[variant_id] > item.quantity:
            raise Refused("named_twice")
        count = item.quantity if named[variant_id] == 1 else 1
        taken[to_variant_id] += count
        price = _price(facts, variant_id, to_variant_id, taken[to_variant_id])
        swaps.append(Swap(variant_id, to_variant_id, price, 0 if count == item.quantity else 1))
        to_pay += (price.amount_minor - item.price.amount_minor) * count
    return tuple(swaps), Money(to_pay, facts.order.total.currency)


def settling_method(facts: Facts, method_id: str, to_pay: Money, *, must_say: bool) -> str:
    """Where the difference goes: the means named, or that of the order. Raises `Refused`."""
    if not to_pay.amount_minor and not must_say:
        return method_id or facts.means("", must_say=False)
    chosen = facts.means(method_id, must_say=must_say)
    method = facts.customer.method(chosen)
    if method is None:
        raise Refused("no_such_method", needs=("method",))
    if method.balance and method.balance.amount_minor < to_pay.amount_minor:
        raise Refused("short_of_funds", needs=("method",))
    return chosen


def _price(facts: Facts, variant_id: str, to_variant_id: str, count: int) -> Money:
    """Of one of the other variant, of which `count` are wanted. Raises `Refused`."""
    item = facts.item(variant_id)
    if to_variant_id == variant_id:
        raise Refused("same_variant")
    if facts.order.item(to_variant_id):
        raise Refused("already_in_order")
    variant = facts.variant(item.product_id, to_variant_id)
    if variant.stock is not None and variant.stock < count:
        raise Refused("out_of_stock")
    if variant.price is None or variant.price.currency != item.price.currency:
        raise Refused("no_price")
    return variant.price
