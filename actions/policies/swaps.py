"""Other variants of the same products: whether they are to be had, and what they cost or spare."""

from __future__ import annotations

from actions.policies.errors import Refused
from actions.policies.facts import Facts
from actions.policies.wish import SwapWish
from actions.stores.change import Swap
from retrieval.values import Money


def judged_swaps(facts: Facts, wish: SwapWish) -> tuple[tuple[Swap, ...], Money]:
    """With what is to be paid, negative where some comes back. Raises `Refused`."""
    named = [variant_id for variant_id, _ in wish.swaps]
    if not named:
        raise Refused("nothing_chosen", needs=("items",))
    if len(set(named)) != len(named):
        raise Refused("named_twice")
    swaps, to_pay = [], 0
    for variant_id, to_variant_id in wish.swaps:
        swap, quantity, before = _swap(facts, variant_id, to_variant_id)
        swaps.append(swap)
        to_pay += (swap.price.amount_minor - before.amount_minor) * quantity
    return tuple(swaps), Money(to_pay, facts.order.total.currency)


def settling_method(facts: Facts, method_id: str, to_pay: Money) -> str:
    """Where the difference goes: the means named, or that of the order. Raises `Refused`."""
    chosen = method_id or (facts.order.payments[0].method_id if facts.order.payments else "")
    if not to_pay.amount_minor:
        return chosen
    method = facts.customer.method(chosen)
    if method is None:
        raise Refused("no_such_method", needs=("method",))
    if method.balance and method.balance.amount_minor < to_pay.amount_minor:
        raise Refused("short_of_funds", needs=("method",))
    return chosen


def _swap(facts: Facts, variant_id: str, to_variant_id: str) -> tuple[Swap, int, Money]:
    item = facts.item(variant_id)
    if to_variant_id == variant_id:
        raise Refused("same_variant")
    if facts.order.item(to_variant_id):
        raise Refused("already_in_order")
    variant = facts.variant(item.product_id, to_variant_id)
    if variant.stock is not None and variant.stock < item.quantity:
        raise Refused("out_of_stock")
    if variant.price is None or variant.price.currency != item.price.currency:
        raise Refused("no_price")
    return Swap(variant_id, to_variant_id, variant.price), item.quantity, item.price
