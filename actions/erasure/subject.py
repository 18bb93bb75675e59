"""Whom it is about. Owns how a customer's conversations are found: by who was known in them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.audiences.schema import ContactRow
from actions.errors import NotFound
from actions.experiments.schema import DrawnPageRow, TrialRow
from actions.feelings.schema import ReviewRow
from actions.identity.schema import IdentifiedRow
from actions.operations.schema import AuditRow, OperationRow
from actions.personal.schema import EventRow
from actions.personal.visitor import Visitor
from actions.stores.schema import CustomerRow, OrderRow


@dataclass(frozen=True, slots=True)
class Subject:
    """A customer with the senders that were found to be theirs; or one sender, and no customer."""

    senders: tuple[str, ...]
    customer_id: str = ""


def of_sender(sender_id: str) -> Subject:
    return Subject((sender_id,))


def of_customer(engine: Engine, customer_id: str) -> Subject:
    """Raises `NotFound` where nothing at all is kept of such a customer."""
    with Session(engine) as session:
        senders = {
            sender
            for column, owner in (
                (IdentifiedRow.sender_id, IdentifiedRow.customer_id),
                (OperationRow.sender_id, OperationRow.customer_id),
                (EventRow.session, EventRow.customer_id),
            )
            for sender in session.scalars(select(column).where(owner == customer_id).distinct())
            if sender
        }
        if not senders and not _is_on_record(session, customer_id):
            raise NotFound(f"nothing is kept of a customer {customer_id}")
    return Subject(tuple(sorted(senders)), customer_id)


def _is_on_record(session: Session, customer_id: str) -> bool:
    key = Visitor(customer_id=customer_id).key
    return any(
        session.scalar(select(table).where(owner == named).limit(1)) is not None
        for table, owner, named in (
            (CustomerRow, CustomerRow.customer_id, customer_id),
            (OrderRow, OrderRow.customer_id, customer_id),
            (AuditRow, AuditRow.customer_id, customer_id),
            (ReviewRow, ReviewRow.customer_id, customer_id),
            (EventRow, EventRow.customer_id, customer_id),
            (ContactRow, ContactRow.customer_id, customer_id),
            (TrialRow, TrialRow.subject, key),
            (DrawnPageRow, DrawnPageRow.subject, key),
        )
    )
