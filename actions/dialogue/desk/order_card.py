"""An order as a card: its way with each step's day, and what is in it; and the facts of it that a
reply may speak of. Shown to its own customer alone: the desk has seen to that."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.dialogue.desk.wordings import Wordings
from actions.stores import Order
from llm.planning import OrderFacts, OrderState

# The way of an order that nothing happens to; any other state ends it where it stands.
WAY = (
    OrderState.PENDING,
    OrderState.PROCESSING,
    OrderState.PACKED,
    OrderState.SHIPPED,
    OrderState.OUT_FOR_DELIVERY,
    OrderState.DELIVERED,
)


def order_card(order: Order, words: Wordings) -> dict[str, Any]:
    states, names = words.phrases.order_states, words.names
    dates = {
        OrderState.PENDING: order.placed.date(),
        OrderState.SHIPPED: order.shipped_on,
        OrderState.DELIVERED: order.delivered_on,
        OrderState.CANCELLED: order.cancelled_on,
        OrderState.REFUNDED: order.refund.issued_on if order.refund else None,
    }
    return {
        "order_id": order.order_id,
        "state": order.state.value,
        "steps": [
            {"label": states[step], "done": done, "date": _iso(dates.get(step))}
            for step, done in steps(order)
        ],
        "expected": [_iso(order.expected_from), _iso(order.expected_to)],
        "carrier": order.carrier,
        "tracking": order.tracking,
        "items": [
            {
                "product_id": item.product_id,
                "title": names.item(order, item.variant_id),
                "quantity": item.quantity,
                "price": item.price.as_json(),
            }
            for item in order.items
        ],
        "total": order.total.as_json(),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def steps(order: Order) -> list[tuple[OrderState, bool]]:
    """The order's way, each step with whether it is behind it. `delayed` stands after shipping."""
    if order.state in WAY:
        reached = WAY.index(order.state)
        return [(step, place <= reached) for place, step in enumerate(WAY)]
    if order.state is OrderState.CANCELLED:
        return [(OrderState.PENDING, True), (OrderState.CANCELLED, True)]
    if order.state is OrderState.DELAYED:
        ahead = [(OrderState.OUT_FOR_DELIVERY, False), (OrderState.DELIVERED, False)]
        return [(step, True) for step in WAY[:4]] + [(OrderState.DELAYED, True), *ahead]
    if order.state is OrderState.EXCHANGE_REQUESTED:
        return [(OrderState.DELIVERED, True), (OrderState.EXCHANGE_REQUESTED, True)]
    after = (OrderState.RETURN_REQUESTED, OrderState.RETURNED, OrderState.REFUNDED)
    reached = after.index(order.state)
    return [(OrderState.DELIVERED, True)] + [(s, p <= reached) for p, s in enumerate(after)]


def order_facts(order: Order) -> OrderFacts:
    return OrderFacts(
        order_id=order.order_id,
        state=order.state.value,
        placed=order.placed.date(),
        carrier=order.carrier,
        tracking=order.tracking,
        shipped_on=order.shipped_on,
        expected_from=order.expected_from,
        expected_to=order.expected_to,
        delivered_on=order.delivered_on,
        cancelled_on=order.cancelled_on,
        refund=order.refund.amount if order.refund else None,
        refund_issued_on=order.refund.issued_on if order.refund else None,
        refund_method=order.refund.method if order.refund else "",
    )
