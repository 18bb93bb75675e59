"""The sample shop's made-up visits in its database, and nowhere else. Owns putting them there and
taking them out; whoever reads the table can tell them by their names and by `detail`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from actions.errors import BadInput
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.personal.visitor import SESSION
from actions.sample.visits import MADE_UP, made_up_visits
from actions.stores.engine import writing
from actions.stores.moment import aware
from actions.stores.sql import SqlStore

PURPOSES = int(Purpose.PERSONALISATION | Purpose.ANALYTICS)
STALE = timedelta(hours=12)
SUBJECT = f"{SESSION}{MADE_UP}"


def put_made_up(store: SqlStore, records: Iterable[Mapping[str, Any]]) -> int:
    """In place of those of another day. Raises `BadInput` in a shop that isn't the sample."""
    if not store.origin():
        raise BadInput("made-up visits are for the sample shop: this database holds a shop's own")
    rows = [_row(place, record) for place, record in enumerate(records)]
    with writing(store.engine) as session:
        session.execute(delete(EventRow).where(EventRow.subject.startswith(SUBJECT)))
        if rows:
            session.execute(insert(EventRow), rows)
    return len(rows)


def keep_made_up(store: SqlStore, catalog: Path, until: datetime) -> int:
    """Anew where the last of them lies more than half a day back, and only in the sample shop;
    how many were put there."""
    if not store.origin():
        return 0
    asked = select(func.max(EventRow.occurred)).where(EventRow.subject.startswith(SUBJECT))
    with Session(store.engine) as session:
        latest = session.scalar(asked)
    if latest is not None and until - aware(latest) < STALE:
        return 0
    return put_made_up(store, made_up_visits(catalog, until))


def drop_made_up(store: SqlStore) -> None:
    """For a shop's own catalogue."""
    with Session(store.engine) as session:
        asked = select(func.count()).where(EventRow.subject.startswith(SUBJECT))
        if not session.scalar(asked):
            return
    with writing(store.engine) as session:
        session.execute(delete(EventRow).where(EventRow.subject.startswith(SUBJECT)))


def is_made_up(visitor: str) -> bool:
    """Of a visitor's key."""
    return visitor.startswith(SUBJECT)


def _row(place: int, record: Mapping[str, Any]) -> dict[str, Any]:
    told = f"{record['session']}\n{place}"
    query = record.get("query")
    return {
        "event_id": hashlib.sha256(told.encode()).hexdigest()[:40],
        "subject": f"{SESSION}{record['visitor']}",
        "kind": record["type"],
        "session": record["session"],
        "customer_id": None,
        "product_id": record.get("product_id"),
        "occurred": datetime.fromisoformat(record["occurred"]),
        "purposes": PURPOSES,
        "detail": {"made_up": True} | ({"query": query} if query else {}),
    }
