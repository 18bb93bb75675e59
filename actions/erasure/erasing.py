"""Takes a subject out of the server's database, in one transaction.

Owns what goes and what stays of a shop's books. What lies elsewhere (Rasa's conversations, a store
of the shop's own) is others'.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from sqlalchemy import ColumnElement, Engine, delete, select
from sqlalchemy.orm import Session

from actions.erasure.errors import StillOpen
from actions.erasure.places import KEPT_WITHOUT_WORDS, Table, places
from actions.erasure.redaction import change_redacted, detail_redacted, order_redacted
from actions.erasure.subject import Subject
from actions.operations.operation import OperationState
from actions.operations.schema import AuditRow, OperationRow
from actions.stores.engine import writing
from actions.stores.schema import OrderRow, RequestRow
from llm.planning import OrderState

ENDED = (
    OrderState.DELIVERED, OrderState.CANCELLED, OrderState.RETURNED, OrderState.REFUNDED,
)  # fmt: skip
ERASED = "erased-"
"""How the customer of an order is called from then on, with a random end."""


def erase(engine: Engine, subject: Subject, *, anyway: bool = False) -> dict[str, int]:
    """How many rows of each table went, or lost what said whose they are. Raises `StillOpen`,
    unless `anyway`, and changes nothing then."""
    with writing(engine) as session:
        where = places(subject)
        if not anyway:
            _refuse_if_open(session, where)
        alias = f"{ERASED}{secrets.token_hex(8)}" if subject.customer_id else ""
        counts = {"audit": redact_audit(session, where[AuditRow], alias)}
        if subject.customer_id:
            counts["orders"] = _redact_orders(session, where[OrderRow], alias)
            counts["requests"] = _redact_requests(session, where[RequestRow], alias)
        session.flush()
        for table, is_of in where.items():
            if table not in KEPT_WITHOUT_WORDS:
                counts[table.__tablename__] = _delete(session, table, is_of)
    return {name: count for name, count in counts.items() if count}


def refuse_if_open(engine: Engine, subject: Subject) -> None:
    """Raises `StillOpen`."""
    with Session(engine) as session:
        _refuse_if_open(session, places(subject))


def redact_audit(session: Session, is_of: ColumnElement[bool], alias: str = "") -> int:
    """With `alias` in place of the customer, where there is one."""
    rows = session.scalars(select(AuditRow).where(is_of)).all()
    for row in rows:
        row.detail = detail_redacted(row.detail)
        row.customer_id = alias or row.customer_id
    return len(rows)


def _redact_orders(session: Session, is_of: ColumnElement[bool], alias: str) -> int:
    rows = session.scalars(select(OrderRow).where(is_of)).all()
    for row in rows:
        row.record, row.told = order_redacted(row.record, alias), None
        row.customer_id = alias
        row.version += 1
    return len(rows)


def _redact_requests(session: Session, is_of: ColumnElement[bool], alias: str) -> int:
    rows = session.scalars(select(RequestRow).where(is_of)).all()
    for row in rows:
        row.change = change_redacted(row.change)
        row.customer_id = alias
    return len(rows)


def _delete(session: Session, table: Table, is_of: ColumnElement[bool]) -> int:
    gone = delete(table).where(is_of).execution_options(synchronize_session=False)
    return int(session.execute(gone).rowcount)  # type: ignore[attr-defined]


def _refuse_if_open(session: Session, where: dict[Table, ColumnElement[bool]]) -> None:
    if still_open := list(_still_open(session, where)):
        raise StillOpen(still_open)


def _still_open(session: Session, where: dict[Table, ColumnElement[bool]]) -> Iterator[str]:
    confirmed = OperationRow.state == OperationState.CONFIRMED.value
    for operation in session.scalars(select(OperationRow).where(where[OperationRow], confirmed)):
        yield f"{operation.kind} has its yes and isn't done yet"
    if OrderRow not in where:
        return
    under_way = OrderRow.state.not_in([state.value for state in ENDED])
    for order in session.scalars(select(OrderRow).where(where[OrderRow], under_way)):
        yield f"order {order.order_id} is {order.state}"
    unanswered = RequestRow.closed.is_(None)
    for request in session.scalars(select(RequestRow).where(where[RequestRow], unanswered)):
        yield f"{request.reference} ({request.kind}) isn't closed"
