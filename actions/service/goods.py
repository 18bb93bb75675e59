"""Reads which goods a message is about into a matter: items of an order, and what instead.

Owns what a correction changes and what it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.choosing import VariantMeant, items_meant, swaps_meant, variant_meant
from actions.choosing.naming import Naming
from actions.service.matter import Matter
from actions.service.reading import Reading, place_among
from actions.stores import Order
from actions.stores.change import Line


def names_items(reading: Reading, order: Order) -> bool:
    """Whether the words name something of this order: not `it`, and not `all of it`."""
    words = reading.ears.words
    return bool(Naming(order, reading.scene.product, words).mentions(words.cut(reading.text)))


def named_best(reading: Reading, orders: Sequence[Order]) -> list[Order]:
    """Those of which the words name most: "the wired keyboard" isn't the wireless one."""
    said = {term.key for term in reading.ears.words.cut(reading.text)}
    counts = {
        order.order_id: len(said & _words_of(order, reading))
        for order in orders
        if names_items(reading, order)
    }
    most = max(counts.values(), default=0)
    return [order for order in orders if counts.get(order.order_id) == most]


def _words_of(order: Order, reading: Reading) -> set[str]:
    """Of the items' titles and of what tells their variants apart."""
    texts = []
    for item in order.items:
        product = reading.scene.product(item.product_id)
        variant = product.variant(item.variant_id) if product else None
        texts += [item.title, *(variant.options.values() if variant else ())]
    return {term.key for text in texts for term in reading.ears.words.cut(text)}


def labelled(reading: Reading, order: Order) -> tuple[Line, ...]:
    """The items whose whole label was said back, as a click on a choice does."""
    said = reading.text.casefold()
    found = []
    for item in order.items:
        product = reading.scene.product(item.product_id)
        variant = product.variant(item.variant_id) if product else None
        options = ", ".join(variant.options.values()) if variant else ""
        label = f"{item.title} ({options})" if options else ""
        if label and label.casefold() in said:
            found.append(Line(item.variant_id, item.quantity))
    return tuple(found)


def with_lines(matter: Matter, reading: Reading) -> Matter:
    order = reading.scene.order(matter.order_id)
    if order is None:
        return matter
    if matter.asked == "items" and matter.offered:
        place = place_among(reading, len(matter.offered))
        item = order.item(matter.offered[place]) if place is not None else None
        if item:
            return replace(matter, lines=(Line(item.variant_id, item.quantity),))
    lines = labelled(reading, order) or _other(matter, reading, order)
    if not lines:
        meant = items_meant(reading.text, order, reading.scene.product, reading.ears.words)
        if meant is None or not meant.lines or meant.unclear:
            return matter
        lines = meant.lines
        if matter.lines and reading.ears.has("also", reading.text):
            lines = _together(matter.lines, lines)
    if matter.lines and not _corrects(matter, reading):
        return matter
    return replace(matter, lines=lines)


def _corrects(matter: Matter, reading: Reading) -> bool:
    """Items that were chosen stay, but where they were asked for or are being put right."""
    return matter.asked in ("items", "yes") or reading.ears.has("also", reading.text)


def _other(matter: Matter, reading: Reading, order: Order) -> tuple[Line, ...]:
    """`no, the other one`: what is in the order and wasn't chosen."""
    chosen = {line.variant_id for line in matter.lines}
    if not chosen or not reading.ears.has("other", reading.text):
        return ()
    rest = [item for item in order.items if item.variant_id not in chosen]
    return (Line(rest[0].variant_id, rest[0].quantity),) if len(rest) == 1 else ()


def _together(before: tuple[Line, ...], added: tuple[Line, ...]) -> tuple[Line, ...]:
    new = {line.variant_id for line in added}
    return (*(line for line in before if line.variant_id not in new), *added)


def with_swaps(matter: Matter, reading: Reading) -> Matter:
    """What is to be changed and for which: both from one message, or one after the other."""
    order = reading.scene.order(matter.order_id)
    if order is None:
        return matter
    if matter.asked == "to":
        answered = _wanted(matter, reading, order)
        if answered is not None:
            return answered
    if matter.asked == "items" and (chosen := labelled(reading, order)):
        return replace(matter, swaps=tuple((line.variant_id, "") for line in chosen))
    meant = swaps_meant(reading.text, order, reading.scene.product, reading.ears.words)
    if not meant and len(matter.swaps) == 1:
        answered = _wanted(matter, reading, order)
        if answered is not None:
            return answered
    for swap in meant:
        matter = _chosen(matter, swap.item.variant_id, swap.meant)
    if not meant and not matter.swaps:
        named = items_meant(reading.text, order, reading.scene.product, reading.ears.words)
        if named and not named.unclear:
            return replace(matter, swaps=tuple((line.variant_id, "") for line in named.lines))
    return matter


def _wanted(matter: Matter, reading: Reading, order: Order) -> Matter | None:
    """The answer to "which one instead": of the first that has none yet, or of the only one."""
    open_ones = [one for one, to in matter.swaps if not to]
    variant_id = open_ones[0] if open_ones else matter.swaps[0][0]
    if matter.asked == "to" and matter.offered:
        place = place_among(reading, len(matter.offered))
        if place is not None:
            return _with_swap(matter, variant_id, matter.offered[place])
    item = order.item(variant_id)
    product = reading.scene.product(item.product_id) if item else None
    if product is None:
        return None
    current = product.variant(variant_id)
    meant = variant_meant(reading.text, product, current, reading.ears.words)
    return None if meant is None else _chosen(matter, variant_id, meant)


def _chosen(matter: Matter, variant_id: str, meant: VariantMeant) -> Matter:
    """With the wanted variant, or with those that the words leave to choose from."""
    if meant.variant is not None:
        return _with_swap(matter, variant_id, meant.variant.variant_id)
    left = tuple(one.variant.variant_id for one in meant.candidates if one.available)
    matter = replace(matter, narrowed=left, unmet=bool(meant.unmet) or not left)
    known = dict(matter.swaps)
    return replace(matter, swaps=tuple((known | {variant_id: known.get(variant_id, "")}).items()))


def _with_swap(matter: Matter, variant_id: str, to: str) -> Matter:
    swaps = dict(matter.swaps) | {variant_id: to}
    return replace(matter, swaps=tuple(swaps.items()), narrowed=(), unmet=False)
