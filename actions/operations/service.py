"""From a wish to a change that is done once: judge, prepare, wait for a yes, execute, keep record.

Owns the order of these steps. What is allowed is the judge's, who may is the desk's, what a change
does is the store's. Nothing is executed without a yes that `confirm` was given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import Engine

from actions.identity import Desk, Who
from actions.operations.ledger import Ledger, locked
from actions.operations.operation import Operation, OperationState
from actions.policies import Judge, Verdict
from actions.policies.wish import Wish
from actions.stores import ShopRecords
from actions.stores.engine import writing
from actions.stores.errors import StoreError
from actions.stores.moment import now


@dataclass(frozen=True, slots=True)
class Prepared:
    """`operation` waits for a yes; None where the verdict is a no."""

    verdict: Verdict
    operation: Operation | None = None


class Operations:
    """`today` is the shop's local day. Methods block; call them from a worker thread."""

    def __init__(
        self,
        engine: Engine,
        records: ShopRecords,
        desk: Desk,
        judge: Judge,
        today: Callable[[], date],
        ledger: Ledger | None = None,
    ) -> None:
        waits = timedelta(minutes=judge.rules.confirm.within_minutes)
        self._records, self._desk, self._judge = records, desk, judge
        self._today = today
        self._ledger = ledger or Ledger(engine, waits, now)

    def prepare(self, who: Who, wish: Wish) -> Prepared:
        """Judge the wish; where it is allowed it waits for a yes, in place of any other of this
        visitor's that waited. Raises `TooManyGuesses`."""
        customer = self._desk.customer(who)
        order_id = getattr(wish, "order_id", "")
        order = self._desk.order(who, order_id) if order_id else None
        if customer is None or (order_id and order is None):
            return Prepared(Verdict((), refusal="no_such_order" if customer else "no_customer"))
        verdict = self._judge.judge(wish, customer, order, self._today())
        if verdict.change is None:
            return Prepared(verdict)
        return Prepared(verdict, self._ledger.prepare(who, verdict.change, verdict))

    def waiting(self, sender_id: str) -> Operation | None:
        return self._ledger.waiting(sender_id)

    def last(self, sender_id: str) -> Operation | None:
        return self._ledger.last(sender_id)

    def confirm(self, sender_id: str, operation_id: str, said: str) -> Operation:
        """Execute it, once however often this is called: the operation as it is afterwards (done,
        failed, or expired, aborted, replaced before). `said` is the customer's yes, for the audit.
        Raises `NoSuchOperation`, and what the store raises when it can't be reached: then the
        operation stays confirmed, and a repeat or `resume` carries on."""
        operation = self._ledger.confirm(sender_id, operation_id, said)
        if operation.state is OperationState.CONFIRMED:
            return self._execute(operation_id)
        return operation

    def abort(self, sender_id: str, operation_id: str) -> Operation:
        return self._ledger.abort(sender_id, operation_id)

    def resume(self) -> list[Operation]:
        """Carry on with what had its yes when the server stopped."""
        return [self._execute(operation_id) for operation_id in self._ledger.confirmed()]

    def _execute(self, operation_id: str) -> Operation:
        """The change, its audit and the new state are one transaction."""
        with writing(self._ledger.engine) as session:
            row = locked(session, operation_id)
            operation = Operation.of(row)
            if operation.state is not OperationState.CONFIRMED:
                return operation
            try:
                receipt = self._records.apply(operation.change, operation_id, session)
            except StoreError as error:
                row.failure = error.code
                self._ledger.step(session, row, OperationState.FAILED, {"told": str(error)})
            else:
                row.receipt = asdict(receipt)
                self._ledger.step(session, row, OperationState.DONE, {"receipt": row.receipt})
            session.flush()
            return Operation.of(row)
