"""Reads what is to be swapped for which into a matter: from one message, or one after the other.

Owns what a correction changes and what it leaves."""

from __future__ import annotations

from dataclasses import replace

from actions.choosing import SwapMeant, VariantMeant, items_meant, swaps_meant, variant_meant
from actions.choosing.naming import Naming
from actions.service.goods import labelled
from actions.service.matter import Matter
from actions.service.reading import Reading, place_among
from actions.stores import Order

OFTEN = 2
"""Asked so often, the customer who still speaks of another item doesn't mean this one."""


def with_swaps(matter: Matter, reading: Reading) -> Matter:
    order = reading.scene.order(matter.order_id)
    if order is None:
        return matter
    if matter.asked == "items" and (chosen := labelled(reading, order)):
        return replace(matter, swaps=tuple((line.variant_id, "") for line in chosen))
    if matter.asked == "to" and (place := place_among(reading, len(matter.offered))) is not None:
        return _with_swap(matter, matter.open_swap, matter.offered[place])
    words = reading.ears.words
    wishes = swaps_meant(reading.goods, order, reading.scene.product, words)
    elsewhere = _elsewhere(matter, reading, order)
    if not elsewhere and (matter.asked == "to" or (not wishes and len(matter.swaps) == 1)):
        answered = _wanted(matter, reading, order)
        if answered is not None:
            return answered
    if wishes:
        return _wished(matter, wishes, only=reading.ears.begins("no", reading.text))
    if elsewhere or not matter.swaps:
        named = items_meant(reading.goods, order, reading.scene.product, words)
        if named and named.lines and not named.unclear:
            return replace(matter, swaps=tuple((line.variant_id, "") for line in named.lines))
    return matter


def _wished(matter: Matter, wishes: tuple[SwapMeant, ...], *, only: bool) -> Matter:
    """With each wish; an item that is named as it is has only been described. `only`: what was
    asked is denied."""
    before = dict(matter.swaps)
    real = [one for one in wishes if not _is_held(one)] or list(wishes)
    for one in real:
        matter = _chosen(matter, one.item.variant_id, one.meant)
    named = {one.item.variant_id for one in real}
    if _are_all(matter, before, named, only):
        return replace(matter, swaps=tuple(one for one in matter.swaps if one[0] in named))
    return matter


def _are_all(matter: Matter, before: dict[str, str], named: set[str], only: bool) -> bool:
    """Whether the items named are all that is meant: one that had only been guessed goes."""
    if not before or named >= set(before):
        return False
    same = dict(matter.swaps) == before
    if matter.asked == "yes":  # said again without the others
        return same
    news = not named <= set(before)
    insists = same and (only or matter.asked_times >= OFTEN)
    return matter.asked == "to" and (news or insists)


def _is_held(wish: SwapMeant) -> bool:
    return wish.meant.variant is not None and wish.meant.variant.variant_id == wish.item.variant_id


def _elsewhere(matter: Matter, reading: Reading, order: Order) -> bool:
    """Whether the kind of thing is named, and it is another than the one that was asked about."""
    words = reading.ears.words
    mentions = Naming(order, reading.scene.product, words).mentions(words.cut(reading.goods), "to")
    named = [{item.variant_id for item in one.items} for one in mentions if one.by_noun]
    return bool(named) and all(matter.open_swap not in one for one in named)


def _wanted(matter: Matter, reading: Reading, order: Order) -> Matter | None:
    """The answer to "which one instead"."""
    variant_id = matter.open_swap
    item = order.item(variant_id)
    product = reading.scene.product(item.product_id) if item else None
    if product is None:
        return None
    current = product.variant(variant_id)
    meant = variant_meant(reading.goods, product, current, reading.ears.words)
    return None if meant is None else _chosen(matter, variant_id, meant)


def _chosen(matter: Matter, variant_id: str, meant: VariantMeant) -> Matter:
    """With the wanted variant, or with those that the words leave to choose from."""
    if meant.variant is not None:
        return _with_swap(matter, variant_id, meant.variant.variant_id)
    left = tuple(one.variant.variant_id for one in meant.candidates if one.available)
    only = len(left) == 1
    if only and len(meant.candidates) == 1 and not meant.unmet:
        return _with_swap(matter, variant_id, left[0])
    swaps = tuple((dict(matter.swaps) | {variant_id: ""}).items())  # what was chosen before is over
    unmet = bool(meant.unmet) or not left or only  # what was wished for has sold out
    return replace(matter, swaps=swaps, narrowing=variant_id, narrowed=left, unmet=unmet)


def _with_swap(matter: Matter, variant_id: str, to: str) -> Matter:
    swaps = dict(matter.swaps) | {variant_id: to}
    return replace(matter, swaps=tuple(swaps.items()), narrowing="", narrowed=(), unmet=False)
