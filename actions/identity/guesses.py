"""How often a visitor may be wrong: kept in the database, so that a restart forgives nothing.

A guess is counted before anything is looked up, and taken back when it was right: many sent at
once are no way round the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.identity.errors import TooManyGuesses
from actions.identity.schema import GuessRow
from actions.stores.engine import writing
from actions.stores.moment import aware, now


class Guesses:
    """`most` wrong ones within `per`. Methods block."""

    def __init__(
        self, engine: Engine, most: int, per: timedelta, clock: Callable[[], datetime] = now
    ) -> None:
        self._engine, self._most, self._per, self._clock = engine, most, per, clock

    @contextmanager
    def guess(self, sender_id: str) -> Iterator[Callable[[], None]]:
        """Gives a function to call when the guess was right. Raises `TooManyGuesses`."""
        self._count(sender_id)
        right = False

        def was_right() -> None:
            nonlocal right
            right = True

        try:
            yield was_right
        finally:
            if right:
                self._forgive(sender_id)

    def _count(self, sender_id: str) -> None:
        moment = self._clock()
        with writing(self._engine) as session:
            row = self._row(session, sender_id, moment)
            until = aware(row.first) + self._per
            if moment >= until:
                row.first, row.wrong = moment, 0
            if row.wrong >= self._most:
                raise TooManyGuesses((until - moment).total_seconds())
            row.wrong += 1

    def _forgive(self, sender_id: str) -> None:
        with writing(self._engine) as session:
            row = session.get(GuessRow, sender_id, with_for_update=True)
            if row and row.wrong:
                row.wrong -= 1

    def _row(self, session: Session, sender_id: str, moment: datetime) -> GuessRow:
        """The sender's, locked: who comes at once waits here."""
        row = session.get(GuessRow, sender_id, with_for_update=True)
        if row is not None:
            return row
        try:
            with session.begin_nested():
                session.add(GuessRow(sender_id=sender_id, first=moment, wrong=0))
        except IntegrityError:
            pass  # another request of this sender was first with the row
        return session.get_one(GuessRow, sender_id, with_for_update=True, populate_existing=True)
