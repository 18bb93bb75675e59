"""What each change does to the rows of the SQL store. Owns no transaction and judges nothing.

Each function changes rows in the session it is given and returns the order's new state.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from actions.stores.applying_order import (
    cancel_order,
    change_items,
    change_order_address,
    change_payment,
    start_exchange,
    start_return,
)
from actions.stores.change import (
    AlertStock,
    Change,
    CopyInvoice,
    OpenTicket,
    StartExchange,
    StartReturn,
    change_as_json,
)
from actions.stores.customer_record import AddressRecord
from actions.stores.errors import AlreadyOpen, NoSuchRecord
from actions.stores.schema import CustomerRow, OrderRow, RequestRow
from actions.stores.spelling import folded_code

PREFIXES = {"start_return": "RT", "start_exchange": "EX", "alert_stock": "AL", "copy_invoice": "IN"}


def apply_change(session: Session, change: Change, key: str) -> tuple[str, str]:
    """The reference to quote and the order's state. Raises `StoreError`; undo the session then."""
    state = _EFFECTS[change.kind](session, change)
    reference = _reference(change, key)
    if isinstance(change, StartReturn | StartExchange | AlertStock | CopyInvoice | OpenTicket):
        session.add(_request(session, change, reference))
    return reference, state


def request_kind(change: Change) -> str:
    return change.topic if isinstance(change, OpenTicket) else change.kind


def _reference(change: Change, key: str) -> str:
    """Made of the key, so that a repeat would make the same."""
    prefix = PREFIXES.get(change.kind, "TK" if isinstance(change, OpenTicket) else "CH")
    return f"{prefix}-{hashlib.sha256(key.encode()).hexdigest()[:8].upper()}"


def _request(session: Session, change: Change, reference: str) -> RequestRow:
    order_id = getattr(change, "order_id", "")
    customer_id = getattr(change, "customer_id", "") or _owner(session, order_id)
    return RequestRow(
        reference=reference,
        kind=request_kind(change),
        customer_id=customer_id,
        order_id=order_id,
        opened=change.on,  # type: ignore[union-attr]  # all that are requests have a day
        change=change_as_json(change),
    )


def _owner(session: Session, order_id: str) -> str:
    row = session.get(OrderRow, order_id)
    return row.customer_id if row else ""


def _change_profile_address(session: Session, change: Any) -> str:
    row = _customer(session, change.customer_id)
    written = AddressRecord.of(change.address).model_dump(exclude_defaults=True)
    row.record = {**row.record, "address": written}
    row.postcode = folded_code(change.address.postcode)
    return ""


def _alert_stock(session: Session, change: AlertStock) -> str:
    """Who comes at once waits for the customer's row, and then sees the other's request."""
    _customer(session, change.customer_id)
    _refuse_second(session, change, RequestRow.customer_id == change.customer_id)
    return ""


def _beside_order(session: Session, change: CopyInvoice | OpenTicket) -> str:
    """A request beside an order leaves its state and its version as they are."""
    if not change.order_id:
        _customer(session, change.customer_id)
        return ""
    row = session.get(OrderRow, change.order_id, with_for_update=True)
    if row is None or row.customer_id != change.customer_id:
        raise NoSuchRecord(f"{change.customer_id} has no order {change.order_id}")
    _refuse_second(session, change, RequestRow.order_id == change.order_id)
    return row.state


def _refuse_second(session: Session, change: Change, same: ColumnElement[bool]) -> None:
    """Of one kind and about one variant, if about any."""
    kind = request_kind(change)
    opened = select(RequestRow).where(same, RequestRow.kind == kind, RequestRow.closed.is_(None))
    variant_id = getattr(change, "variant_id", "")
    for request in session.scalars(opened):
        if request.change.get("variant_id", "") == variant_id:
            raise AlreadyOpen(f"{request.reference} is open for it")


def _customer(session: Session, customer_id: str) -> CustomerRow:
    row = session.get(CustomerRow, customer_id, with_for_update=True)
    if row is None:
        raise NoSuchRecord(f"no customer {customer_id}")
    return row


_EFFECTS: dict[str, Callable[[Session, Any], str]] = {
    "cancel_order": cancel_order,
    "start_return": start_return,
    "start_exchange": start_exchange,
    "change_items": change_items,
    "change_order_address": change_order_address,
    "change_payment": change_payment,
    "change_profile_address": _change_profile_address,
    "alert_stock": _alert_stock,
    "copy_invoice": _beside_order,
    "open_ticket": _beside_order,
}
