"""What to say of an order. Owns the facts an order's reply may hold, not where orders are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from llm.plan import Fact, Plan, Task, Tone
from llm.planning.facts import date_fact, money_fact
from retrieval.values import Money


class OrderState(StrEnum):
    PENDING = "pending"
    PROCESSING = "processing"
    PACKED = "packed"
    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    DELAYED = "delayed"
    CANCELLED = "cancelled"
    RETURN_REQUESTED = "return_requested"
    EXCHANGE_REQUESTED = "exchange_requested"
    RETURNED = "returned"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order as far as a reply may speak of it: no name, no address, nothing bought.

    `state` is one of `OrderState`'s values; a date that hasn't come is None.
    """

    order_id: str
    state: str
    placed: date | None = None
    carrier: str = ""
    tracking: str = ""
    shipped_on: date | None = None
    expected_from: date | None = None
    expected_to: date | None = None
    delivered_on: date | None = None
    cancelled_on: date | None = None
    refund: Money | None = None
    refund_issued_on: date | None = None
    refund_method: str = ""

    @property
    def source(self) -> str:
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Makes the facts of one order; a method answers an empty list where the record is silent."""

    order: OrderFacts
    locale: str
    today: date

    def state(self) -> list[Fact]:
        order = self.order
        return [
            Fact("order", order.order_id, "id", order.order_id, order.source),
            Fact("state", "", "state", order.state, order.source),
        ]

    def day(self, slot: str, field: str, day: date | None) -> list[Fact]:
        if day is None:
            return []
        return [date_fact(slot, field, day, self.order.source, self.locale, self.today)]

    def carrier(self, *, with_tracking: bool = True) -> list[Fact]:
        order = self.order
        if not order.carrier:
            return []
        facts = [Fact("carrier", order.carrier, "carrier", order.carrier, order.source)]
        if with_tracking and order.tracking:
            facts.append(Fact("tracking", order.tracking, "tracking", order.tracking, order.source))
        return facts

    def due(self) -> list[Fact]:
        first, last = self.order.expected_from, self.order.expected_to
        if first and last and first != last:
            return [
                *self.day("due_from", "expected_from", first),
                *self.day("due_to", "expected_to", last),
            ]
        if last:
            return self.day("due", "expected_to", last)
        return self.day("due", "expected_from", first)

    def refund(self) -> list[Fact]:
        order = self.order
        if order.refund is None:
            return []
        facts = [money_fact("refund", "refund.amount", order.refund, order.source, self.locale)]
        facts += self.day("refunded", "refund.issued_on", order.refund_issued_on)
        if order.refund_method:
            method = order.refund_method
            facts.append(Fact("method", method, "refund.method", method, order.source))
        return facts


def plan_order(
    order: OrderFacts | None,
    *,
    order_id: str = "",
    query: str = "",
    tone: Tone = Tone.PLAIN,
    language: str = "en",
    locale: str = "en",
    today: date | None = None,
) -> Plan:
    """Where an order is. None means that no such order was found: `order_id` is what was asked for.

    Raises `ValueError` when `order.state` isn't one of `OrderState`'s.
    """
    if order is None:
        asked = [Fact("order", order_id, "order_id", order_id, "query")] if order_id else []
        return Plan(Task.ORDER, tuple(asked), query, "not_found", language, tone, locale)
    speaker = _Speaker(order, locale, today or date.today())
    state = OrderState(order.state)
    facts = [*speaker.state(), *_details(speaker, state)]
    return Plan(Task.ORDER, tuple(facts), query, state.value, language, tone, locale)


def _details(speaker: _Speaker, state: OrderState) -> list[Fact]:
    order = speaker.order
    placed = speaker.day("placed", "placed", order.placed)
    delivered = speaker.day("delivered", "delivered_on", order.delivered_on)
    match state:
        case OrderState.PENDING | OrderState.PROCESSING:
            return placed + speaker.due()
        case OrderState.PACKED:
            return placed + speaker.carrier(with_tracking=False) + speaker.due()
        case OrderState.SHIPPED:
            shipped = speaker.day("shipped", "shipped_on", order.shipped_on)
            return shipped + speaker.carrier() + speaker.due()
        case OrderState.OUT_FOR_DELIVERY | OrderState.DELAYED:
            return speaker.carrier() + speaker.due()
        case OrderState.DELIVERED:
            return delivered + speaker.carrier()
        case OrderState.CANCELLED:
            cancelled = speaker.day("cancelled", "cancelled_on", order.cancelled_on)
            return cancelled + speaker.refund()
        case OrderState.RETURN_REQUESTED | OrderState.EXCHANGE_REQUESTED:
            return delivered
        case OrderState.RETURNED | OrderState.REFUNDED:
            return speaker.refund()
