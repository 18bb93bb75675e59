"""What is kept of handoffs, and for how long. Owns the desk's list, forgetting and erasing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, case, delete, func, select
from sqlalchemy.orm import Session

from actions.handoff.handoff import Author, Handoff, HandoffState
from actions.handoff.lines import last_words
from actions.handoff.schema import HandoffRow, LetterRow, LineRow
from actions.stores.engine import writing

ORDER = {HandoffState.WAITING.value: 0, HandoffState.TAKEN.value: 1}


class Shelf:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def listed(self, state: str = "", most: int = 100) -> list[dict[str, Any]]:
        """Those that wait longest first, then those taken, then the closed, the last one first.
        With the customer's last words, and how many messages of theirs came since a colleague
        wrote."""
        with Session(self._engine) as session:
            rank = case(ORDER, value=HandoffRow.state, else_=2)
            waits_since = case((HandoffRow.state == HandoffState.WAITING.value, HandoffRow.opened))
            query = select(HandoffRow).order_by(rank, waits_since, HandoffRow.opened.desc())
            if state:
                query = query.where(HandoffRow.state == state)
            return [self._told(session, row) for row in session.scalars(query.limit(most))]

    def forget(self, before: datetime) -> None:
        """Handoffs closed before then, others in which nothing was said since, and what was said
        to the assistant alone."""
        said_since = select(LineRow.handoff_id).where(
            LineRow.said >= before, LineRow.handoff_id.is_not(None)
        )
        gone = select(HandoffRow.handoff_id).where(
            HandoffRow.opened < before,
            func.coalesce(HandoffRow.closed, HandoffRow.opened) < before,
            HandoffRow.handoff_id.not_in(said_since),
        )
        with writing(self._engine) as session:
            _remove(session, list(session.scalars(gone)))
            old = (LineRow.handoff_id.is_(None), LineRow.said < before)
            session.execute(delete(LineRow).where(*old))

    def erase(self, sender_id: str) -> None:
        """All that is kept of the sender."""
        mine = select(HandoffRow.handoff_id).where(HandoffRow.sender_id == sender_id)
        with writing(self._engine) as session:
            _remove(session, list(session.scalars(mine)))
            session.execute(delete(LineRow).where(LineRow.sender_id == sender_id))

    def _told(self, session: Session, row: HandoffRow) -> dict[str, Any]:
        last = last_words(session, row.handoff_id)
        unsent = select(func.count()).where(
            LetterRow.handoff_id == row.handoff_id, LetterRow.sent.is_(None)
        )
        return Handoff.of(row).as_json() | {
            "last": last.text if last else "",
            "last_said": last.said.isoformat(timespec="seconds") if last else None,
            "unanswered": self._unanswered(session, row),
            "unsent": session.scalar(unsent) or 0,
        }

    def _unanswered(self, session: Session, row: HandoffRow) -> int:
        answered = select(func.coalesce(func.max(LineRow.line_id), 0)).where(
            LineRow.handoff_id == row.handoff_id, LineRow.author == Author.HUMAN.value
        )
        since = select(func.count()).where(
            LineRow.handoff_id == row.handoff_id,
            LineRow.author == Author.CUSTOMER.value,
            LineRow.line_id > answered.scalar_subquery(),
            LineRow.said >= row.opened,
        )
        return session.scalar(since) or 0


def _remove(session: Session, handoff_ids: list[str]) -> None:
    for table in (LetterRow, LineRow, HandoffRow):
        session.execute(delete(table).where(table.handoff_id.in_(handoff_ids)))
