"""Events in the server's database: kept where somebody agreed to it, once, and given back.

Owns queries. A late event stands where it happened, since all that is made of events is made from
them in the order of their times, anew each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, delete, select
from sqlalchemy.orm import Session

from actions.personal.consents import (
    INSERTS,
    consents_of,
    granted,
    held_for,
    leave_audiences,
    leave_experiments,
)
from actions.personal.event import Did, Event
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.personal.visitor import Visitor, customer_of
from actions.stores.engine import reading, writing
from actions.stores.moment import aware, now

DAYS = 365


class Journal:
    """Methods block; call them from a worker thread. What is older than `days` isn't kept."""

    def __init__(
        self, engine: Engine, days: int = DAYS, clock: Callable[[], datetime] = now
    ) -> None:
        self.engine, self._kept_for, self._clock = engine, timedelta(days=days), clock

    def keep(self, events: Sequence[Event]) -> list[bool]:
        """Which of them were new, and allowed: those are durable on return."""
        with writing(self.engine) as session:
            keys = {event.visitor.key for event in events}
            consented = consents_of(session, keys, held=True)
            rows: dict[str, dict[str, Any]] = {}
            oldest = self._clock() - self._kept_for
            for event in events:
                key = event.visitor.key
                held = held_for(consented[key], event.occurred) if key in consented else Purpose(0)
                if held and event.occurred >= oldest:
                    rows.setdefault(row_id(event), _row(event, held))
            fresh = _inserted(session, list(rows.values()))
        return [_once(fresh, row_id(event)) for event in events]

    def of(self, visitor: Visitor, purpose: Purpose, most: int) -> list[Event]:
        """What may be used for that purpose, the newest `most` of it, oldest first."""
        with reading(self.engine) as session:
            return self.read(session, visitor, purpose, most)

    def read(self, session: Session, visitor: Visitor, purpose: Purpose, most: int) -> list[Event]:
        """The same for who reads more with it. One question: nothing without consent to it."""
        columns = (EventRow.event_id, EventRow.kind, EventRow.session, EventRow.occurred,
                   EventRow.product_id, EventRow.detail)  # fmt: skip
        mine = select(*columns).where(
            EventRow.subject == visitor.key,
            EventRow.purposes.bitwise_and(int(purpose)) != 0,
            granted(visitor, purpose),
        )
        newest = mine.order_by(EventRow.occurred.desc(), EventRow.event_id.desc()).limit(most)
        return [_event(row, customer_of(visitor.key)) for row in session.execute(newest)][::-1]

    def forget(self, visitor: Visitor) -> int:
        """How many there were. What was agreed to stays agreed to."""
        with writing(self.engine) as session:
            consents_of(session, [visitor.key], held=True)
            leave_audiences(session, visitor)
            leave_experiments(session, visitor)
            gone = delete(EventRow).where(EventRow.subject == visitor.key)
            return session.execute(gone).rowcount  # type: ignore[attr-defined, no-any-return]


def row_id(event: Event) -> str:
    """One visitor's ids say nothing of another's: nobody can take an id before its owner does."""
    told = f"{event.visitor.key}\n{event.event_id}"
    return hashlib.sha256(told.encode()).hexdigest()[:40]


def _inserted(session: Session, rows: list[dict[str, Any]]) -> set[str]:
    """The ids of those that weren't there."""
    if not rows:
        return set()
    insert = INSERTS[session.get_bind().dialect.name](EventRow)
    asked = insert.on_conflict_do_nothing(index_elements=["event_id"]).returning(EventRow.event_id)
    return set(session.scalars(asked, rows))


def _once(fresh: set[str], event_id: str) -> bool:
    """The first of a batch's equals is the one that was kept."""
    if event_id not in fresh:
        return False
    fresh.discard(event_id)
    return True


def _row(event: Event, held: Purpose) -> dict[str, Any]:
    return {
        "event_id": row_id(event),
        "subject": event.visitor.key,
        "kind": event.did.value,
        "session": event.visitor.session,
        "customer_id": event.visitor.customer_id,
        "product_id": event.product_id,
        "occurred": event.occurred,
        "purposes": int(held),
        "detail": event.detail,
    }


def _event(row: Row[Any], customer_id: str | None) -> Event:
    return Event(
        event_id=row.event_id,
        did=Did(row.kind),
        visitor=Visitor(row.session, customer_id),
        occurred=aware(row.occurred),
        product_id=row.product_id,
        detail=row.detail,
    )
