"""What a visitor did, for suggesting to them: events they agreed to, and with that their orders.

Owns the joining of the two; without consent to personalisation there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo

from actions.personal.consents import Consents
from actions.personal.event import Event
from actions.personal.journal import Journal
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.stores.base import ShopRecords
from actions.stores.order import Order
from llm.planning import OrderState
from retrieval.personal.deed import Deed, Did

MOST_EVENTS = 200
UNDONE = (OrderState.CANCELLED,)
Product = Callable[[str], object | None]


class Deeds:
    """Methods block; call them from a worker thread. `zone` is the shop's: orders tell local
    times."""

    def __init__(
        self, consents: Consents, journal: Journal, records: ShopRecords, zone: tzinfo = UTC
    ) -> None:
        self._consents, self._journal, self._records = consents, journal, records
        self._zone = zone

    def of(self, visitor: Visitor) -> tuple[Deed, ...]:
        """Oldest first; none where nobody agreed."""
        if not self._consents.allow(visitor, Purpose.PERSONALISATION):
            return ()
        events = self._journal.of(visitor, Purpose.PERSONALISATION, MOST_EVENTS)
        orders = self._records.orders_of(visitor.customer_id) if visitor.customer_id else ()
        found = [*_of_events(events), *self._of_orders(orders)]
        return tuple(sorted(found, key=lambda one: one.when))

    def _of_orders(self, orders: Iterable[Order]) -> Iterable[Deed]:
        for order in orders:
            if order.state in UNDONE:
                continue
            when = self._aware(order.placed)
            for item in order.items:
                yield Deed(Did.PURCHASE, item.product_id, when, variant_id=item.variant_id)

    def _aware(self, placed: datetime) -> datetime:
        return placed if placed.tzinfo else placed.replace(tzinfo=self._zone)


def _of_events(events: Iterable[Event]) -> Iterable[Deed]:
    for event in events:
        if event.product_id:
            stars = (event.detail or {}).get("value") if event.did is Did.RATING else None
            yield Deed(event.did, event.product_id, event.occurred, stars)
