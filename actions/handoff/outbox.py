"""Letters to the desk's own system, kept until it has them. Owns their order and when each is tried
again; what sends them is `courier`'s.

A letter is written in the transaction of what it tells. Of a handoff the first unsent one alone is
tried, so they arrive in order; who takes it moves its next try on, so that no two take the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Subquery, func, select
from sqlalchemy.orm import Session

from actions.handoff.schema import HandoffRow, LetterRow
from actions.stores.engine import writing
from actions.stores.moment import aware, now

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 300.0
"""Before the second attempt, and at most."""
TOLD_CHARS = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """`letter_id` is the same at each attempt. `external` is what the target remembers of the
    handoff. `attempts` counts this one."""

    letter_id: str
    handoff_id: str
    sender_id: str
    place: int
    event: str
    payload: Mapping[str, Any]
    written: datetime
    attempts: int
    external: Mapping[str, Any]


def post(
    session: Session, row: HandoffRow, target: str, event: str, payload: Mapping[str, Any],
    moment: datetime,
) -> None:  # fmt: skip
    """`row` is locked by the caller: that is what numbers its letters."""
    row.letters += 1
    session.add(
        LetterRow(
            letter_id=secrets.token_hex(16),
            handoff_id=row.handoff_id,
            place=row.letters,
            target=target,
            event=event,
            payload=dict(payload),
            written=moment,
            attempts=0,
            next_try=moment,
            failure="",
        )
    )


class Outbox:
    """Methods block; call them from a worker thread. `lease` is how long who took a letter has
    for it before another may."""

    def __init__(
        self, engine: Engine, lease: timedelta, clock: Callable[[], datetime] = now
    ) -> None:
        self._engine, self._lease, self._clock = engine, lease, clock

    def take_due(self, most: int) -> list[Letter]:
        """The first unsent letter of each handoff, where its time has come."""
        with writing(self._engine) as session:
            heads = _heads()
            due = (
                select(LetterRow)
                .join(heads, _is_in(heads))
                .where(LetterRow.next_try <= self._clock(), LetterRow.sent.is_(None))
                .order_by(LetterRow.next_try)
                .limit(most)
                .with_for_update(of=LetterRow, skip_locked=True)
            )
            return [self._taken(session, row) for row in session.scalars(due).all()]

    def sent(self, letter: Letter, external: Mapping[str, Any], external_id: str | None) -> None:
        with writing(self._engine) as session:
            row = session.get(LetterRow, letter.letter_id)
            if row is not None:
                row.sent, row.failure = self._clock(), ""
            handoff = session.get(HandoffRow, letter.handoff_id, with_for_update=True)
            if handoff is not None:
                handoff.external = dict(external)
                handoff.external_id = external_id

    def failed(self, letter: Letter, why: str) -> None:
        """The pause before the next attempt doubles, to some minutes."""
        pause_s = min(FIRST_PAUSE_S * 2.0 ** (letter.attempts - 1), LONGEST_PAUSE_S)
        with writing(self._engine) as session:
            row = session.get(LetterRow, letter.letter_id)
            if row is not None:
                row.next_try = self._clock() + timedelta(seconds=pause_s)
                row.failure = why[:TOLD_CHARS]

    def waiting(self, handoff_id: str) -> tuple[int, str]:
        """How many letters of it are unsent, and why the first of them failed, if it did."""
        unsent = select(LetterRow).where(
            LetterRow.handoff_id == handoff_id, LetterRow.sent.is_(None)
        )
        with Session(self._engine) as session:
            rows = session.scalars(unsent.order_by(LetterRow.place)).all()
            return len(rows), rows[0].failure if rows else ""

    def next_due(self) -> datetime | None:
        """When the next letter is to be tried."""
        with Session(self._engine) as session:
            heads = _heads()
            soonest = session.scalar(
                select(func.min(LetterRow.next_try)).join(heads, _is_in(heads))
            )
            return aware(soonest) if soonest else None

    def _taken(self, session: Session, row: LetterRow) -> Letter:
        row.attempts += 1
        row.next_try = self._clock() + self._lease
        handoff = session.get_one(HandoffRow, row.handoff_id)
        return Letter(
            row.letter_id,
            row.handoff_id,
            handoff.sender_id,
            row.place,
            row.event,
            row.payload,
            aware(row.written),
            row.attempts,
            handoff.external,
        )


def _heads() -> Subquery:
    """The place of the first unsent letter of each handoff that has one."""
    return (
        select(LetterRow.handoff_id, func.min(LetterRow.place).label("place"))
        .where(LetterRow.sent.is_(None))
        .group_by(LetterRow.handoff_id)
        .subquery()
    )


def _is_in(heads: Subquery) -> ColumnElement[bool]:
    return (LetterRow.handoff_id == heads.c.handoff_id) & (LetterRow.place == heads.c.place)
