"""What the server's own books say of the changes it made: each with a yes, each done once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.operations.operation import OperationState
from actions.operations.schema import AuditRow, OperationRow


@dataclass(frozen=True, slots=True)
class Books:
    """`without_yes` are the ids of operations that were done without the customer's own words of
    consent, `twice` those changes that were done more than once."""

    done: int
    without_yes: tuple[str, ...]
    twice: tuple[str, ...]


def books_of(
    engine: Engine, customer_id: str, yeses: Collection[str], before: Collection[str]
) -> Books:
    """Of a customer's operations but for those of `before`."""
    mine = select(OperationRow).where(
        OperationRow.customer_id == customer_id,
        OperationRow.state == OperationState.DONE.value,
        OperationRow.operation_id.not_in(before),
    )
    with Session(engine) as session:
        rows = list(session.scalars(mine))
        said = {row.operation_id: _said(session, row.operation_id) for row in rows}
    changes = Counter(_change(row.change) for row in rows)
    return Books(
        len(rows),
        tuple(number for number, words in said.items() if words not in yeses),
        tuple(change for change, count in changes.items() if count > 1),
    )


def operations_of(engine: Engine, customer_id: str) -> frozenset[str]:
    with Session(engine) as session:
        ids = select(OperationRow.operation_id).where(OperationRow.customer_id == customer_id)
        return frozenset(session.scalars(ids))


def _said(session: Session, operation_id: str) -> str | None:
    confirmed = select(AuditRow.detail).where(
        AuditRow.operation_id == operation_id,
        AuditRow.event == OperationState.CONFIRMED.value,
    )
    detail = session.scalar(confirmed)
    return str(detail["said"]) if detail else None


def _change(change: Mapping[str, object]) -> str:
    """What it does, whatever version of the order it was judged by."""
    return json.dumps({k: v for k, v in change.items() if k != "version"}, sort_keys=True)
