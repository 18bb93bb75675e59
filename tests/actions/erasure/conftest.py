"""A shop in which two customers have left something in every table that may hold a person's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from two_customers import ADA, Clock, open_shop, operations_of

from actions.audiences.schema import ContactRow, MemberRow
from actions.cart.schema import CartRow
from actions.copydesk.schema import CopyPieceRow
from actions.experiments.schema import DrawnPageRow, TrialRow
from actions.feelings.schema import ReviewRow
from actions.handoff.schema import HandoffRow, LetterRow, LineRow
from actions.identity import Who
from actions.identity.schema import GuessRow, IdentifiedRow
from actions.operations import Operations
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import Visitor
from actions.policies.wish import CancelWish, ProfileAddressWish, TicketWish, Wish
from actions.service.schema import MatterRow
from actions.stores import Address, SqlStore
from actions.stores.engine import writing
from actions.stores.schema import (
    Base,
    FeedbackRow,
    OpenQuestionRow,
    OrderRow,
    RequestRow,
)

BERT = Who("bert-session", "C2", "token")
NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)
ELSEWHERE = Address("9 Long Lane", "Galway", "H91 C123", "IE")
SECRET = "My neighbour Quentin stole it."


@dataclass
class Shop:
    store: SqlStore
    operations: Operations
    clock: Clock

    @property
    def engine(self) -> Engine:
        return self.store.engine

    def does(self, who: Who, wish: Wish, *, yes: bool = True) -> str:
        """The operation's id."""
        operation = self.operations.prepare(who, wish).operation
        assert operation
        if yes:
            self.operations.confirm(who.sender_id, operation.operation_id, SECRET)
        return operation.operation_id

    def counts(self) -> dict[str, int]:
        with Session(self.engine) as session:
            return {
                table.name: session.scalar(select(func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables
            }

    def everything(self) -> str:
        """All that the database holds, as text."""
        with Session(self.engine) as session:
            return "\n".join(
                repr(row) for table in Base.metadata.sorted_tables
                for row in session.execute(select(table))
            )  # fmt: skip

    def end_all(self) -> None:
        """Every order has come, every request is closed."""
        with writing(self.engine) as session:
            for order in session.scalars(select(OrderRow).where(OrderRow.state != "cancelled")):
                order.state = "delivered"
            for request in session.scalars(select(RequestRow)):
                request.closed = date(2026, 6, 21)


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    store, clock = open_shop(database_url), Clock()
    shop = Shop(store, operations_of(store, clock), clock)
    for who, order_id in ((ADA, "20001"), (BERT, "20003")):
        with writing(store.engine) as session:
            session.add_all(_left_by(who))
        shop.does(who, CancelWish(order_id, "found_cheaper"))
        shop.does(who, TicketWish("complaint", SECRET))
        shop.does(who, ProfileAddressWish(ELSEWHERE), yes=False)
    yield shop
    store.close()


def _left_by(who: Who) -> list[Any]:
    sender, handoff = who.sender_id, f"h-{who.sender_id}"
    key = Visitor(sender, who.customer_id).key
    return [
        CartRow(sender_id=sender, variant_id="K-RED", product_id="K", quantity=1, added=NOW),
        IdentifiedRow(sender_id=sender, customer_id=who.customer_id, way=who.way, since=NOW),
        GuessRow(sender_id=sender, first=NOW, wrong=1),
        MatterRow(
            matter_id=f"m-{sender}"[:32], sender_id=sender, place=1, matter={"said": SECRET},
            touched=NOW,
        ),
        OpenQuestionRow(
            sender_id=sender, utterance=SECRET, choices=[], asked=NOW, repeated=0
        ),
        HandoffRow(
            handoff_id=handoff, sender_id=sender, state="closed", reason="asked", summary=SECRET,
            evidence=[], told={}, opened=NOW, taken=None, taken_by="", closed=NOW, closed_by="x",
            letters=1, external={}, external_id=None,
        ),
        LetterRow(
            letter_id=f"l-{sender}"[:32], handoff_id=handoff, place=1, target="webhook",
            event="opened", payload={"text": SECRET}, written=NOW, attempts=0, next_try=NOW,
            failure="", sent=NOW,
        ),
        LineRow(
            sender_id=sender, handoff_id=handoff, key="c:1", author="customer", name="",
            text=SECRET, card=None, evidence=None, said=NOW, seen=NOW,
        ),
        CopyPieceRow(
            piece_id=f"p-{sender}"[:32], kind="email", product_id="K", customer_id=who.customer_id,
            customer="", because=SECRET, audience="", tone="plain", language="en", occasion="",
            parts=[], state="proposed", decided_by="", reason="", features={}, created=NOW,
        ),
        FeedbackRow(session=sender, turn_id="t", part=0, value="up", given=NOW),
        ConsentRow(subject=key, purpose="personalisation", granted=True, since=NOW),
        MemberRow(
            audience_id="A-1", customer_id=who.customer_id, made=NOW, place=0, score=1.0,
            witness=None, reasons=[{"words": SECRET}],
        ),
        ContactRow(audience_id="A-1", customer_id=who.customer_id, day=NOW.date(), sent=NOW),
        TrialRow(experiment_id="X-1", subject=key, arm="New", first=NOW, until=NOW),
        DrawnPageRow(
            page_id=f"d-{sender}"[:32], subject=key, shown_at=NOW, shown=[["K", 0.5]], orders={},
        ),
        EventRow(
            event_id=f"e-{sender}", subject=key, kind="view", session=sender,
            customer_id=who.customer_id, product_id="K", occurred=NOW, purposes=1, detail=None,
        ),
        ReviewRow(
            review_id=f"r-{sender}", product_id="K", customer_id=who.customer_id, source="shop",
            title="", text=SECRET, rating=None, written=NOW.date(), heard_by="", label="",
            polarity=0.0, aspects=[],
        ),
    ]  # fmt: skip
