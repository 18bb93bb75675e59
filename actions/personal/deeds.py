"""What a visitor did, for suggesting to them: events they agreed to, and with that their orders.

Owns the joining of the two; without consent to personalisation there is nothing. Consent is part of
each question, so that none is answered by what was withdrawn a moment ago.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, tzinfo

from actions.personal.event import Event
from actions.personal.journal import Journal
from actions.personal.purchases import purchases_by
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.stores.base import ShopRecords
from actions.stores.engine import reading
from retrieval.personal.deed import Deed, Did

MOST_EVENTS = 200


class Deeds:
    """Methods block; call them from a worker thread. `zone` is the shop's: orders tell local
    times."""

    def __init__(self, journal: Journal, records: ShopRecords, zone: tzinfo = UTC) -> None:
        self._journal = journal
        self._purchases = purchases_by(records, journal.engine, zone)

    def of(self, visitor: Visitor) -> tuple[Deed, ...]:
        """Oldest first; none where nobody agreed."""
        with reading(self._journal.engine) as session:
            events = self._journal.read(session, visitor, Purpose.PERSONALISATION, MOST_EVENTS)
            found = [*_of_events(events), *self._purchases.of(session, visitor)]
        return tuple(sorted(found, key=lambda one: one.when))


def _of_events(events: Iterable[Event]) -> Iterable[Deed]:
    for event in events:
        if event.product_id:
            stars = (event.detail or {}).get("value") if event.did is Did.RATING else None
            yield Deed(event.did, event.product_id, event.occurred, stars)
