"""`action_order_status`: where an order is, from the shop's records."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from actions.dialogue.voice import asked, voice
from actions.stores import Order
from actions.turns import Part
from llm.planning import OrderFacts, OrderState, plan_clarify, plan_order

# The way of an order that nothing happens to; any other state ends it where it stands.
WAY = (
    OrderState.PENDING,
    OrderState.PROCESSING,
    OrderState.PACKED,
    OrderState.SHIPPED,
    OrderState.OUT_FOR_DELIVERY,
    OrderState.DELIVERED,
)


class OrderStatusAction(ShopAction):
    intent = "order_status"

    async def answer(self, said: Utterance) -> Answer:
        sounding = voice(said, self.services)
        number = self.services.recent_orders.of(said.sender_id, said.order_number)
        if number is None:
            plan = plan_clarify(missing="order", query=said.text, **sounding)
            reply = await self.services.replies.reply(plan, **asked(said))
            return Answer.words(reply.text)
        order = await asyncio.to_thread(self.services.store.order, number)
        today = datetime.now(ZoneInfo(self.services.shop.time_zone)).date()
        plan = plan_order(
            order_facts(order) if order else None,
            order_id=number,
            query=said.text,
            today=today,
            **sounding,
        )
        reply = await self.services.replies.reply(plan, **asked(said))
        custom = None
        if order:
            custom = {
                "type": "order",
                "lead": reply.text,
                "order": self._card(order, said),
                "quick_replies": list(self.phrases(said).quick_replies.get("order", ())),
            }
        return Answer((Part(reply.text, custom, list(reply.evidence)),))

    def _card(self, order: Order, said: Utterance) -> dict[str, Any]:
        """State and dates only: never a name, an address or what was bought."""
        states = self.phrases(said).order_states
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
