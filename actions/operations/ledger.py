"""Operations in the server's database, and their audit. Owns the steps from one state to the next.

Each step locks the operation's row, so that of several at once one goes first and the others see
what it left. A step that was taken already is no error: the operation is given back as it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.identity import Who
from actions.operations.errors import NoSuchOperation
from actions.operations.operation import Costs, Operation, OperationState
from actions.operations.schema import AuditRow, OperationRow
from actions.policies import Verdict
from actions.stores.change import Change, change_as_json
from actions.stores.engine import writing
from actions.stores.moment import aware, now

ATTEMPTS = 5
"""Of a visitor who prepares several things at the same instant."""


class Ledger:
    """Methods block; call them from a worker thread."""

    def __init__(
        self, engine: Engine, expires_after: timedelta, clock: Callable[[], datetime] = now
    ) -> None:
        self.engine = engine
        self._expires_after, self.clock = expires_after, clock

    def prepare(self, who: Who, change: Change, verdict: Verdict) -> Operation:
        """In place of the one that waited before, if one did."""
        for attempt in range(ATTEMPTS):
            try:
                return self._prepare(who, change, verdict)
            except IntegrityError:  # another of this sender came in between: replace that one
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    def waiting(self, sender_id: str) -> Operation | None:
        """The sender's prepared one, unless its time is up."""
        with writing(self.engine) as session:
            row = self._prepared(session, sender_id)
            if row is None or self._expire(session, row):
                return None
            return Operation.of(row)

    def last(self, sender_id: str) -> Operation | None:
        """The newest of the sender, whatever became of it."""
        newest = (
            select(OperationRow)
            .where(OperationRow.sender_id == sender_id)
            .order_by(OperationRow.prepared.desc(), OperationRow.operation_id)
            .limit(1)
        )
        with Session(self.engine) as session:
            row = session.scalar(newest)
            return Operation.of(row) if row else None

    def confirm(self, sender_id: str, operation_id: str, said: str) -> Operation:
        """The customer's yes, in their words. Raises `NoSuchOperation`."""
        with writing(self.engine) as session:
            row = locked(session, operation_id)
            if row.sender_id != sender_id:
                raise NoSuchOperation(operation_id)
            if row.state == OperationState.PREPARED and not self._expire(session, row):
                self.step(session, row, OperationState.CONFIRMED, {"said": said})
            return Operation.of(row)

    def abort(self, sender_id: str, operation_id: str) -> Operation:
        """What is confirmed can't be aborted any more. Raises `NoSuchOperation`."""
        with writing(self.engine) as session:
            row = locked(session, operation_id)
            if row.sender_id != sender_id:
                raise NoSuchOperation(operation_id)
            if row.state == OperationState.PREPARED:
                self.step(session, row, OperationState.ABORTED, {})
            return Operation.of(row)

    def confirmed(self) -> list[str]:
        """The ids of those that have their yes and aren't done, the oldest first."""
        open_ones = (
            select(OperationRow.operation_id)
            .where(OperationRow.state == OperationState.CONFIRMED.value)
            .order_by(OperationRow.prepared)
        )
        with Session(self.engine) as session:
            return list(session.scalars(open_ones))

    def step(
        self, session: Session, row: OperationRow, state: OperationState, detail: dict[str, Any]
    ) -> None:
        """To `state`, with a row of the audit, in the transaction that `session` is in. Each row
        holds the whole evidence: what, by which rules, at what cost, and how who was known."""
        evidence = {"change": row.change, "rules": row.rules, "costs": row.costs, "way": row.way}
        row.state = state.value
        session.add(
            AuditRow(
                operation_id=row.operation_id,
                event=state.value,
                happened=self.clock(),
                customer_id=row.customer_id,
                detail=evidence | detail,
            )
        )

    def _prepare(self, who: Who, change: Change, verdict: Verdict) -> Operation:
        moment = self.clock()
        with writing(self.engine) as session:
            before = self._prepared(session, who.sender_id)
            if before is not None and self._expire(session, before):
                before = None
            if before is not None:
                self.step(session, before, OperationState.REPLACED, {})
            session.flush()
            row = OperationRow(
                operation_id=secrets.token_hex(16),
                sender_id=who.sender_id,
                customer_id=who.customer_id,
                way=who.way,
                kind=change.kind,
                order_id=getattr(change, "order_id", ""),
                change=change_as_json(change),
                rules=[rule.as_json() for rule in verdict.rules],
                costs=Costs(verdict.fee, verdict.refund, verdict.to_pay).as_json(),
                prepared=moment,
                expires=moment + self._expires_after,
                replaces=before.operation_id if before else None,
                failure="",
            )
            session.add(row)
            self.step(session, row, OperationState.PREPARED, {})
            session.flush()
            return Operation.of(row)

    def _prepared(self, session: Session, sender_id: str) -> OperationRow | None:
        mine = select(OperationRow).where(
            OperationRow.sender_id == sender_id,
            OperationRow.state == OperationState.PREPARED.value,
        )
        return session.scalar(mine.with_for_update())

    def _expire(self, session: Session, row: OperationRow) -> bool:
        if self.clock() < aware(row.expires):
            return False
        self.step(session, row, OperationState.EXPIRED, {})
        return True


def locked(session: Session, operation_id: str) -> OperationRow:
    """Raises `NoSuchOperation`."""
    row = session.get(OperationRow, operation_id, with_for_update=True)
    if row is None:
        raise NoSuchOperation(operation_id)
    return row
