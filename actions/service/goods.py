"""Reads which items of an order a message is about into a matter, and which orders it names.

Owns what a correction changes and what it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.choosing import items_meant
from actions.choosing.naming import Naming
from actions.service.matter import Matter
from actions.service.reading import Reading, place_among
from actions.stores import Order
from actions.stores.change import Line

FEWEST = 3


def named_best(reading: Reading, orders: Sequence[Order]) -> list[Order]:
    """Those of which the words name most: "the wired keyboard" isn't the wireless one. Where some
    words are there to tell the order, these decide."""
    told = _best(reading.parts.of_order, reading, orders) if reading.parts.of_order else []
    return told or _best(reading.text, reading, orders)


def _best(text: str, reading: Reading, orders: Sequence[Order]) -> list[Order]:
    terms = reading.ears.words.cut(text)
    said = {term.key for term in terms}
    counts = {
        order.order_id: len(said & _words_of(order, reading))
        for order in orders
        if Naming(order, reading.scene.product, reading.ears.words).mentions(terms)
    }
    most = max(counts.values(), default=0)
    return [order for order in orders if counts.get(order.order_id) == most]


def is_named(reading: Reading, order: Order) -> bool:
    """Whether a whole word names something in it: a "Bud 7 reader" is none of its earbuds."""
    said = {term.key for term in reading.ears.words.cut(reading.text)}
    forms = {form for key in _words_of(order, reading) for form in reading.ears.words.forms(key)}
    return bool(named_best(reading, [order])) and not said.isdisjoint(forms)


def says_what(reading: Reading, order: Order) -> bool:
    """Whether the kind of thing is said of something here, not only a word of a title."""
    words = reading.ears.words
    mentions = Naming(order, reading.scene.product, words).mentions(words.cut(reading.text))
    return any(one.by_noun for one in mentions)


def names_only_goods(matter: Matter, reading: Reading, said: str) -> bool:
    """Whether `said`, of the message, names something in the order and says hardly more."""
    order = reading.scene.order(matter.order_id)
    if order is None or not named_best(reading, [order]):
        return False
    named = {term.key for item in order.items for term in reading.ears.words.cut(item.title)}
    others = [term for term in reading.ears.words.cut(said) if term.key not in named]
    return len([term for term in others if not term.breaks]) <= FEWEST


def names_a_part(matter: Matter, reading: Reading) -> bool:
    """Whether only some of the order is spoken of: "just the kettle", "but keep the lamp"."""
    order = reading.scene.order(matter.order_id)
    if order is None or len(order.items) < 2:
        return False
    named = is_named(reading, order) and reading.ears.has("partly", reading.text)
    return named or names_only_goods(matter, reading, reading.text)


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
        meant = items_meant(reading.goods, order, reading.scene.product, reading.ears.words)
        if meant is None or not meant.lines or meant.unclear:
            return matter
        lines = _left(matter, order, meant.lines)
        if matter.lines and reading.ears.has("also", reading.text):
            lines = _together(matter.lines, lines)
    if matter.lines and not _corrects(matter, reading):
        return matter
    return replace(matter, lines=lines)


def _left(matter: Matter, order: Order, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """`all of it` is all that isn't coming back already; only what is, is told so."""
    if matter.kind != "start_return":
        return lines
    left = order.left
    kept = [replace(one, quantity=min(one.quantity, left.get(one.variant_id, 0))) for one in lines]
    return tuple(one for one in kept if one.quantity) or lines


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
