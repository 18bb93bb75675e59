"""The shop's records in SQL: SQLite by default, PostgreSQL by URL. Owns queries, no policy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, create_engine, delete, event, func, select
from sqlalchemy.orm import Session

from actions.stores.base import Event, Feedback
from actions.stores.order import Order
from actions.stores.record import OrderRecord
from actions.stores.schema import Base, CustomerRow, EventRow, FeedbackRow, NoteRow, OrderRow

ORIGIN = "origin"


class SqlStore:
    """Implements `actions.stores.base.Store`. Safe to call from several threads."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, pool_pre_ping=True)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _durable_sqlite)
        Base.metadata.create_all(self._engine)

    @property
    def engine(self) -> Engine:
        return self._engine

    def order(self, order_id: str) -> Order | None:
        with Session(self._engine) as session:
            row = session.get(OrderRow, order_id)
            return OrderRecord.model_validate(row.record).order() if row else None

    def order_count(self) -> int:
        with Session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(OrderRow)) or 0

    def import_records(self, customers: list[dict[str, Any]], orders: list[dict[str, Any]]) -> None:
        """A shop's own, all or nothing. Records of the same id are replaced."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(NoteRow).where(NoteRow.name == ORIGIN))
            for row in _rows(customers, orders):
                session.merge(row)

    def replace_records(
        self,
        customers: list[dict[str, Any]],
        orders: list[dict[str, Any]],
        origin: str,
    ) -> None:
        """All or nothing: these are all the people and orders there are from now on."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(OrderRow))
            session.execute(delete(CustomerRow))
            session.add_all(_rows(customers, orders))
            session.merge(NoteRow(name=ORIGIN, value=origin))

    def origin(self) -> str | None:
        """What `replace_records` said the records are, None when a shop imported any of them."""
        with Session(self._engine) as session:
            row = session.get(NoteRow, ORIGIN)
            return row.value if row else None

    def save_feedback(self, feedback: Feedback) -> None:
        same = select(FeedbackRow).where(
            FeedbackRow.session == feedback.session,
            FeedbackRow.turn_id == feedback.turn_id,
            FeedbackRow.part == feedback.index,
        )
        with Session(self._engine) as session, session.begin():
            row = session.scalar(same) or FeedbackRow(
                session=feedback.session, turn_id=feedback.turn_id, part=feedback.index
            )
            row.value = feedback.value
            row.given = datetime.now(UTC)
            session.add(row)

    def save_events(self, events: list[Event]) -> int:
        by_id = {one.event_id: one for one in events}
        with Session(self._engine) as session, session.begin():
            known = set(
                session.scalars(select(EventRow.event_id).where(EventRow.event_id.in_(by_id)))
            )
            fresh = [one for event_id, one in by_id.items() if event_id not in known]
            session.add_all(_event_row(one) for one in fresh)
        return len(fresh)

    def close(self) -> None:
        self._engine.dispose()


def _rows(
    customers: list[dict[str, Any]], orders: list[dict[str, Any]]
) -> Iterator[CustomerRow | OrderRow]:
    for customer in customers:
        yield CustomerRow(
            customer_id=customer["id"], email=customer["email"].lower(), record=customer
        )
    for order in orders:
        checked = OrderRecord.model_validate(order)
        yield OrderRow(
            order_id=checked.id,
            customer_id=checked.customer_id,
            state=checked.state.value,
            record=checked.model_dump(mode="json", exclude_none=True),
        )


def _event_row(one: Event) -> EventRow:
    return EventRow(
        event_id=one.event_id,
        kind=one.kind,
        session=one.session,
        customer_id=one.customer_id,
        product_id=one.product_id,
        occurred=one.occurred,
        detail=one.detail,
    )


def _durable_sqlite(connection: Any, _record: Any) -> None:
    """Readers don't block the writer, and what is committed survives a crash of the process."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
