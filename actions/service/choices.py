"""The choices there are for what is asked. Owns which; how they are called is the dialogue's."""

from __future__ import annotations

from actions.service.matter import Matter
from actions.service.outcome import Choice
from actions.service.reasons import reasons_of
from actions.service.scene import Scene
from actions.stores import Order

MOST_CHOICES = 6
OF_WHAT_IS_LEFT = frozenset({"start_return", "start_exchange"})
"""Of these what is under way already isn't offered."""


def choices_of(need: str, matter: Matter, scene: Scene, order: Order | None) -> tuple[Choice, ...]:
    match need:
        case "items" if order:
            left = order.left if matter.kind in OF_WHAT_IS_LEFT else {}
            items = [one for one in order.items if not left or one.variant_id in left]
            return tuple(Choice(item.variant_id, "item") for item in items)
        case "to" if order:
            return tuple(Choice(one, "variant") for one in _variants(matter, scene, order))
        case "reason":
            return tuple(Choice(one, "reason") for one in reasons_of(matter.kind, scene.rules))
        case "method" if scene.customer:
            methods = [one.method_id for one in scene.customer.payment_methods]
            if matter.kind == "change_payment" and order:
                methods = [one for one in methods if {one} != set(order.left_on())]
            return tuple(Choice(one, "method") for one in methods)
        case "which_address":
            kinds = ("change_order_address", "change_profile_address")
            return tuple(Choice(kind, "kind") for kind in kinds)
    return ()


def _variants(matter: Matter, scene: Scene, order: Order) -> tuple[str, ...]:
    """Those that were narrowed down, or all that are to be had of what is to be swapped."""
    open_one = matter.open_swap
    if matter.narrowed and matter.narrowing == open_one:
        return matter.narrowed[:MOST_CHOICES]
    item = order.item(open_one)
    product = scene.product(item.product_id) if item else None
    variants = product.variants if product else ()
    fits = [
        one.variant_id
        for one in variants
        if one.in_stock is not False and one.variant_id != open_one
    ]
    return tuple(fits[:MOST_CHOICES])
