"""Another quantity of something in an order: "make it 2 notebooks, not 3". Owns the telling."""

from __future__ import annotations

from actions.choosing.terms import is_number
from actions.service.goods import is_named
from actions.service.matter import Matter
from actions.service.reading import Reading
from actions.stores import Order
from llm.planning import OrderState

BEFORE_IT_LEAVES = frozenset({OrderState.PENDING, OrderState.PROCESSING, OrderState.PACKED})
OF_SOME = frozenset({"start_return", "start_exchange", "change_items"})
"""Kinds that may be about some of an item: there a single number says of how many."""


def other_count_in(reading: Reading, matter: Matter) -> Order | None:
    """The order of theirs in which a quantity is to be another: that of the matter in hand, or the
    one that holds what is named."""
    current = reading.scene.order(matter.order_id)
    if current is None:
        return None
    orders = (current, *(one for one in reading.scene.orders if one is not current))
    return next((one for one in orders if wants_other_count(reading, one, matter.kind)), None)


def wants_other_count(reading: Reading, order: Order, kind: str = "") -> bool:
    """`kind` is that of the matter in hand."""
    if order.state not in BEFORE_IT_LEAVES or not reading.ears.has("makes_so_many", reading.text):
        return False
    terms = reading.ears.words.cut(reading.text)
    numbers = [term.key for term in terms if is_number(term.key) and term.key != order.order_id]
    enough = len(numbers) > 1 if kind in OF_SOME else bool(numbers)
    return enough and all(len(one) < 3 for one in numbers) and is_named(reading, order)
