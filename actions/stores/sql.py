"""The server's own database: the shop's records, and what visitors did. Owns queries, no policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from actions.stores.base import Feedback
from actions.stores.engine import writing
from actions.stores.rows import customer_row, gift_card_row, order_row
from actions.stores.schema import (
    CustomerRow,
    FeedbackRow,
    GiftCardRow,
    NoteRow,
    OrderRow,
    RequestRow,
)
from actions.stores.sql_records import SqlRecords

ORIGIN = "origin"
Record = dict[str, Any]


class SqlStore(SqlRecords):
    """Implements `actions.stores.base.Store`. Safe to call from several threads."""

    def order_count(self) -> int:
        with Session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(OrderRow)) or 0

    def import_records(
        self,
        customers: Sequence[Record],
        orders: Sequence[Record],
        gift_cards: Sequence[Record] = (),
    ) -> None:
        """A shop's own, all or nothing. Records of the same id are replaced."""
        with writing(self._engine) as session:
            session.execute(delete(NoteRow).where(NoteRow.name == ORIGIN))
            for row in _rows(customers, orders, gift_cards):
                if isinstance(row, OrderRow):
                    before = session.get(OrderRow, row.order_id)
                    row.version = before.version + 1 if before else 1
                session.merge(row)

    def replace_records(
        self,
        customers: Sequence[Record],
        orders: Sequence[Record],
        origin: str,
        gift_cards: Sequence[Record] = (),
    ) -> None:
        """All or nothing: these are all the people and orders there are from now on. What was
        asked for about others is gone with them."""
        with writing(self._engine) as session:
            for table in (RequestRow, OrderRow, CustomerRow, GiftCardRow):
                session.execute(delete(table))
            session.add_all(_rows(customers, orders, gift_cards))
            session.merge(NoteRow(name=ORIGIN, value=origin))

    def renew_orders(self, orders: Sequence[Record], origin: str) -> None:
        """All or nothing: these from now on, but for those that were changed here since; what was
        asked for and the people stay."""
        with writing(self._engine) as session:
            session.execute(delete(OrderRow).where(OrderRow.version == 1))
            changed = set(session.scalars(select(OrderRow.order_id)))
            rows = _rows([], [one for one in orders if one["id"] not in changed], [])
            session.add_all(rows)
            session.merge(NoteRow(name=ORIGIN, value=origin))

    def origin(self) -> str | None:
        """What `replace_records` said the records are, None when a shop imported any of them."""
        with Session(self._engine) as session:
            row = session.get(NoteRow, ORIGIN)
            return row.value if row else None

    def note_origin(self, session: Session, origin: str) -> None:
        """See `origin`; an empty one is that of no sample."""
        session.merge(NoteRow(name=ORIGIN, value=origin))

    def become_own(self) -> None:
        """From now on the records are a shop's: no sample is put in their place."""
        with writing(self._engine) as session:
            session.execute(delete(NoteRow).where(NoteRow.name == ORIGIN))

    def is_empty(self) -> bool:
        with Session(self._engine) as session:
            return not any(
                session.scalar(select(func.count()).select_from(table))
                for table in (OrderRow, CustomerRow, GiftCardRow)
            )

    def save_feedback(self, feedback: Feedback) -> None:
        same = select(FeedbackRow).where(
            FeedbackRow.session == feedback.session,
            FeedbackRow.turn_id == feedback.turn_id,
            FeedbackRow.part == feedback.index,
        )
        with writing(self._engine) as session:
            row = session.scalar(same) or FeedbackRow(
                session=feedback.session, turn_id=feedback.turn_id, part=feedback.index
            )
            row.value = feedback.value
            row.given = datetime.now(UTC)
            session.add(row)

    def close(self) -> None:
        self._engine.dispose()


def _rows(
    customers: Sequence[Record], orders: Sequence[Record], gift_cards: Sequence[Record]
) -> Iterator[CustomerRow | OrderRow | GiftCardRow]:
    yield from map(customer_row, customers)
    yield from map(order_row, orders)
    yield from map(gift_card_row, gift_cards)
