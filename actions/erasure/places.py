"""Where in the server's database something of a person lies, table by table.

Owns which rows are a subject's, and which tables hold nobody's; a test sees to it that each table
is in one of the lists.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from actions.audiences.schema import ContactRow, MemberRow
from actions.cart.schema import CartRow
from actions.copydesk.schema import CopyPieceRow
from actions.erasure.subject import Subject
from actions.experiments.schema import DrawnPageRow, TrialRow
from actions.exposure.schema import ExposureRow  # noqa: F401 - of nobody, and among all tables
from actions.feelings.schema import ReviewRow
from actions.handoff.schema import HandoffRow, LetterRow, LineRow
from actions.identity.schema import GuessRow, IdentifiedRow
from actions.operations.schema import AuditRow, OperationRow
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import Visitor
from actions.service.schema import MatterRow
from actions.stores.schema import (
    Base,
    CustomerRow,
    FeedbackRow,
    OpenQuestionRow,
    OrderRow,
    RequestRow,
)

Table = type[Base]
KEPT_WITHOUT_WORDS: tuple[Table, ...] = (AuditRow, OrderRow, RequestRow)
"""A shop's books: they stay, and say no more whose they are."""
OF_NOBODY = frozenset(
    {
        "searches", "questions", "exposures", "notes", "gift_cards", "applied", "audiences",
        "experiments", "lever_settings",
    }
)  # fmt: skip
"""Counts without who, what the store notes about itself, cards known by their code alone, receipts
by a random key, of audiences what they are for, of experiments what is tried, and how levers are
set."""


def places(subject: Subject) -> dict[Table, ColumnElement[bool]]:
    """Table -> which of its rows are the subject's, in an order that they can be deleted in."""
    senders, customer_id = subject.senders, subject.customer_id
    handoffs = HandoffRow.sender_id.in_(senders)
    keys = [Visitor(sender).key for sender in senders]
    if customer_id:
        keys.append(Visitor(customer_id=customer_id).key)
    found: dict[Table, ColumnElement[bool]] = {
        AuditRow: AuditRow.operation_id.in_(
            select(OperationRow.operation_id).where(_done(subject))
        ),
        OperationRow: _done(subject),
        LetterRow: LetterRow.handoff_id.in_(select(HandoffRow.handoff_id).where(handoffs)),
        LineRow: LineRow.sender_id.in_(senders),
        HandoffRow: handoffs,
        MatterRow: MatterRow.sender_id.in_(senders),
        OpenQuestionRow: OpenQuestionRow.sender_id.in_(senders),
        CartRow: CartRow.sender_id.in_(senders),
        GuessRow: GuessRow.sender_id.in_(senders),
        IdentifiedRow: IdentifiedRow.sender_id.in_(senders),
        FeedbackRow: FeedbackRow.session.in_(senders),
        ConsentRow: ConsentRow.subject.in_(keys),
        EventRow: EventRow.subject.in_(keys),
        TrialRow: TrialRow.subject.in_(keys),
        DrawnPageRow: DrawnPageRow.subject.in_(keys),
    }
    if customer_id:
        found[ReviewRow] = ReviewRow.customer_id == customer_id
        found[AuditRow] = AuditRow.customer_id == customer_id
        found[RequestRow] = RequestRow.customer_id == customer_id
        found[CopyPieceRow] = CopyPieceRow.customer_id == customer_id
        found[OrderRow] = OrderRow.customer_id == customer_id
        found[MemberRow] = MemberRow.customer_id == customer_id
        found[ContactRow] = ContactRow.customer_id == customer_id
        found[CustomerRow] = CustomerRow.customer_id == customer_id
    return found


def _done(subject: Subject) -> ColumnElement[bool]:
    """Another customer at the same sender is another person."""
    if subject.customer_id:
        return OperationRow.customer_id == subject.customer_id
    return OperationRow.sender_id.in_(subject.senders)
