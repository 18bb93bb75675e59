"""What the desk has registered for a person of the shop to see to: returns, exchanges, tickets,
stock alerts, invoices. Owns the list and the closing, with its row of the audit; what became of
the goods and the money is told by the shop's own records.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.operations.errors import NoSuchRequest, RequestClosed
from actions.operations.schema import AuditRow
from actions.stores.customer_record import CustomerRecord
from actions.stores.engine import writing
from actions.stores.moment import now
from actions.stores.record import OrderRecord
from actions.stores.schema import CustomerRow, OrderRow, RequestRow

CLOSED = "closed"
State = Literal["open", "closed", ""]


class Requests:
    """Of the server's own store. `today` is the shop's local day. Methods block."""

    def __init__(
        self, engine: Engine, today: Callable[[], date], clock: Callable[[], datetime] = now
    ) -> None:
        self._engine, self._today, self._clock = engine, today, clock

    def listed(
        self, state: State = "open", kind: str = "", most: int = 100
    ) -> list[dict[str, Any]]:
        """The open ones first, the oldest of them first; the closed by the day they were closed,
        the last one first."""
        query = select(RequestRow).order_by(
            RequestRow.closed.is_not(None),
            RequestRow.closed.desc(),
            RequestRow.opened,
            RequestRow.reference,
        )
        if state:
            is_open = RequestRow.closed.is_(None)
            query = query.where(is_open if state == "open" else ~is_open)
        if kind:
            query = query.where(RequestRow.kind == kind)
        with Session(self._engine) as session:
            return [_told(session, row) for row in session.scalars(query.limit(most))]

    def close(self, reference: str, by: str, note: str) -> dict[str, Any]:
        """As it is afterwards. Raises `NoSuchRequest`, `RequestClosed`."""
        with writing(self._engine) as session:
            row = session.get(RequestRow, reference.strip().upper(), with_for_update=True)
            if row is None:
                raise NoSuchRequest(f"there is no request {reference}")
            if row.closed is not None:
                raise RequestClosed(f"{row.reference} was closed on {row.closed}")
            row.closed = self._today()
            session.add(
                AuditRow(
                    operation_id=row.reference,
                    event=CLOSED,
                    happened=self._clock(),
                    customer_id=row.customer_id,
                    detail={"change": row.change, "by": by, "note": note},
                )
            )
            session.flush()
            return _told(session, row)


def _told(session: Session, row: RequestRow) -> dict[str, Any]:
    """With what a person needs: whose it is, what it is about, the customer's words."""
    change = row.change
    customer = session.get(CustomerRow, row.customer_id)
    person = CustomerRecord.model_validate(customer.record) if customer else None
    done = session.scalar(
        select(AuditRow).where(AuditRow.operation_id == row.reference, AuditRow.event == CLOSED)
    )
    return {
        "reference": row.reference,
        "kind": row.kind,
        "opened": row.opened.isoformat(),
        "closed": row.closed.isoformat() if row.closed else None,
        "by": done.detail.get("by", "") if done else "",
        "note": done.detail.get("note", "") if done else "",
        "customer_id": row.customer_id,
        "name": person.name if person else "",
        "email": person.email if person else "",
        "order_id": row.order_id,
        "reason": change.get("reason", ""),
        "said": change.get("text", ""),
        "goods": _goods(session, row),
    }


def _goods(session: Session, row: RequestRow) -> list[str]:
    """Each as it is called in the order, where it is about one: "2 × Kettle (K-RED) → K-BLU"."""
    order = session.get(OrderRow, row.order_id) if row.order_id else None
    items = OrderRecord.model_validate(order.record).items if order else []
    titles = {item.variant_id: item.title for item in items}
    change = row.change
    lines = [(one["variant_id"], one["quantity"], "") for one in change.get("lines", ())]
    lines += [
        (one["variant_id"], one["quantity"], one["to_variant_id"])
        for one in change.get("swaps", ())
    ]
    if change.get("variant_id"):
        lines.append((change["variant_id"], 0, ""))
    return [_named(titles, *line) for line in lines]


def _named(titles: dict[str, str], variant_id: str, quantity: int, instead: str) -> str:
    title = titles.get(variant_id)
    named = f"{title} ({variant_id})" if title else variant_id
    counted = f"{quantity} × {named}" if quantity else named
    return f"{counted} → {instead}" if instead else counted
