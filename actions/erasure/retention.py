"""What is forgotten by itself, after so many days. Owns the purge and when it runs.

Handoffs, searches, questions and Rasa's conversations have clocks of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, and_, delete, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from actions import log
from actions.audiences.schema import AudienceRow, ContactRow, MemberRow
from actions.background import beside
from actions.cart.schema import CartRow
from actions.copydesk.schema import CopyPieceRow
from actions.erasure.erasing import redact_audit
from actions.erasure.places import Table
from actions.experiments.schema import DrawnPageRow, TrialRow
from actions.identity.schema import GuessRow, IdentifiedRow
from actions.operations.operation import OperationState
from actions.operations.schema import AuditRow, OperationRow
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import SESSION
from actions.service.matters import KEPT_FOR
from actions.service.schema import MatterRow
from actions.settings import RetentionSettings
from actions.stores.engine import writing
from actions.stores.moment import now
from actions.stores.schema import FeedbackRow, OpenQuestionRow

EVERY_S = 3600.0
AT_ONCE = 200
"""Operations a transaction: SQLite's other writers wait meanwhile."""
UNFINISHED = tuple(
    state.value
    for state in OperationState
    if state not in (OperationState.CONFIRMED, OperationState.DONE)
)
"""What is confirmed and not done is never forgotten: it is still to be done."""

logger = log.get_logger(__name__)


class Retention:
    """Methods block; call them from a worker thread."""

    def __init__(
        self, engine: Engine, told: RetentionSettings, clock: Callable[[], datetime] = now
    ) -> None:
        self._engine, self._told, self._clock = engine, told, clock

    def purge(self) -> None:
        with writing(self._engine) as session:
            for table, is_old in self._old():
                gone = delete(table).where(is_old)
                # SQLite gives times back without their zone: only the database can compare them.
                session.execute(gone.execution_options(synchronize_session=False))
        self._forget_operations((OperationState.DONE.value,), self._told.done_days)
        self._forget_operations(UNFINISHED, self._told.unfinished_days)

    def _old(self) -> list[tuple[Table, ColumnElement[bool]]]:
        stale = (
            select(CartRow.sender_id)
            .group_by(CartRow.sender_id)
            .having(func.max(CartRow.added) < self._before(self._told.carts_days))
        )
        known = self._before(self._told.identified_days)
        seen = self._before(self._told.events_days)
        chosen = self._before(self._told.audiences_days)
        unused = self._clock() - KEPT_FOR
        for_somebody = CopyPieceRow.customer_id.is_not(None)
        return [
            (CartRow, CartRow.sender_id.in_(stale)),
            (IdentifiedRow, IdentifiedRow.since < known),
            (GuessRow, GuessRow.first < known),
            (MatterRow, MatterRow.touched < unused),
            (OpenQuestionRow, OpenQuestionRow.asked < unused),
            (EventRow, EventRow.occurred < seen),
            (ConsentRow, and_(ConsentRow.subject.startswith(SESSION), ConsentRow.since < seen)),
            (FeedbackRow, FeedbackRow.given < seen),
            (TrialRow, TrialRow.first < seen),
            (DrawnPageRow, DrawnPageRow.shown_at < seen),
            (ContactRow, ContactRow.sent < seen),
            (CopyPieceRow, and_(for_somebody, CopyPieceRow.created < seen)),
            (MemberRow, MemberRow.made < chosen),
            (AudienceRow, AudienceRow.made < chosen),
        ]

    def _forget_operations(self, states: tuple[str, ...], days: int) -> None:
        """Their audit stays, without words."""
        old = (OperationRow.state.in_(states), OperationRow.prepared < self._before(days))
        while True:
            with writing(self._engine) as session:
                if not _forget_some(session, old):
                    return

    def _before(self, days: int) -> datetime:
        return self._clock() - timedelta(days=days)


def _forget_some(session: Session, old: tuple[ColumnElement[bool], ...]) -> int:
    ids = list(session.scalars(select(OperationRow.operation_id).where(*old).limit(AT_ONCE)))
    redact_audit(session, AuditRow.operation_id.in_(ids))
    session.flush()
    gone = delete(OperationRow).where(OperationRow.operation_id.in_(ids))
    session.execute(gone.execution_options(synchronize_session=False))
    return len(ids)


@asynccontextmanager
async def retaining(retention: Retention) -> AsyncIterator[None]:
    """At once and every hour, for as long as the context lasts."""
    async with beside(_purge_now_and_then(retention)):
        yield


async def _purge_now_and_then(retention: Retention) -> None:
    while True:
        try:
            await asyncio.to_thread(retention.purge)
        except SQLAlchemyError as error:
            logger.error("old_not_forgotten", error=str(error))
        await asyncio.sleep(EVERY_S)
