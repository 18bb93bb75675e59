"""The matters of each sender, in the server's database: the one in hand, and those that wait.

A message of one sender is handled at a time (the gateway's queues), so that no row is locked here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from actions.service.matter import Matter
from actions.service.schema import MatterRow
from actions.stores.engine import writing
from actions.stores.moment import aware, now

KEPT_FOR = timedelta(days=1)
MOST_OPEN = 3
"""More than that at once is no conversation: the oldest is let go."""


class Matters:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine, self._clock = engine, clock

    def open_ones(self, sender_id: str) -> list[Matter]:
        """The one in hand first."""
        mine = (
            select(MatterRow)
            .where(MatterRow.sender_id == sender_id)
            .order_by(MatterRow.place.desc())
        )
        with Session(self._engine) as session:
            rows = [row for row in session.scalars(mine) if not self._old(row)]
            return [m for m in (Matter.from_json(row.matter) for row in rows) if m]

    def keep(self, sender_id: str, matter: Matter) -> None:
        """As it is now, in hand."""
        with writing(self._engine) as session:
            self._remove_old(session)
            mine = select(MatterRow).where(MatterRow.sender_id == sender_id)
            rows = {row.matter_id: row for row in session.scalars(mine)}
            others = [row for row in rows.values() if row.matter_id != matter.matter_id]
            place = max((row.place for row in others), default=0) + 1
            row = rows.get(matter.matter_id)
            if row is None:
                row = MatterRow(matter_id=matter.matter_id, sender_id=sender_id)
                session.add(row)
            row.place, row.matter, row.touched = place, matter.as_json(), self._clock()
            others.sort(key=lambda other: other.place)
            for let_go in others[: max(0, len(others) + 1 - MOST_OPEN)]:
                session.delete(let_go)

    def keep_for_later(self, sender_id: str, matter: Matter) -> None:
        """Behind all that is open already."""
        with writing(self._engine) as session:
            mine = select(MatterRow).where(MatterRow.sender_id == sender_id)
            places = [row.place for row in session.scalars(mine)]
            if len(places) >= MOST_OPEN:
                return
            session.add(
                MatterRow(
                    matter_id=matter.matter_id,
                    sender_id=sender_id,
                    place=min(places, default=1) - 1,
                    matter=matter.as_json(),
                    touched=self._clock(),
                )
            )

    def close(self, sender_id: str, matter_id: str) -> None:
        gone = delete(MatterRow).where(
            MatterRow.matter_id == matter_id, MatterRow.sender_id == sender_id
        )
        with writing(self._engine) as session:
            session.execute(gone)

    def erase(self, sender_id: str) -> None:
        with writing(self._engine) as session:
            session.execute(delete(MatterRow).where(MatterRow.sender_id == sender_id))

    def _remove_old(self, session: Session) -> None:
        """Of all senders: their words and addresses are kept no longer than they are of use."""
        old = delete(MatterRow).where(MatterRow.touched < self._clock() - KEPT_FOR)
        # SQLite gives times back without their zone, so that only the database can compare them.
        session.execute(old.execution_options(synchronize_session=False))

    def _old(self, row: MatterRow) -> bool:
        return self._clock() - aware(row.touched) > KEPT_FOR
