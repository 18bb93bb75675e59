"""The customers who agreed, as the choosing sees them. Owns the reading of events, orders, requests
and contacts; reads nothing of a customer's own record: neither name nor address nor age.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any, get_args

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from actions.audiences.allowed import granted, usable
from actions.audiences.schema import ContactRow
from actions.personal.deeds import MOST_EVENTS
from actions.personal.purpose import Purpose
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import CUSTOMER, customer_of
from actions.stores.change import Topic
from actions.stores.moment import aware
from actions.stores.schema import CustomerRow, OrderRow, RequestRow
from llm.planning import OrderState
from retrieval.personal.audience import Person
from retrieval.personal.deed import Deed, Did

RETURNED = (
    OrderState.RETURN_REQUESTED.value, OrderState.RETURNED.value, OrderState.REFUNDED.value,
)  # fmt: skip
LONGEST_CAP_DAYS = 366
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class People:
    """`witnesses` is customer -> the newest event that was read of them. Of those who didn't agree
    there is a number alone: `unsubscribed` said no, `never` were never asked."""

    those: tuple[Person, ...]
    witnesses: dict[str, str]
    unsubscribed: int
    never: int


@dataclass(slots=True)
class _Read:
    deeds: list[Deed] = field(default_factory=list)
    returned: set[str] = field(default_factory=set)
    complains: bool = False
    contacts: list[datetime] = field(default_factory=list)


def read_people(engine: Engine, moment: datetime, zone: tzinfo) -> People:
    """`zone` is the shop's: orders tell local times."""
    found: defaultdict[str, _Read] = defaultdict(_Read)
    with Session(engine) as session:
        since = _agreed(session)
        witnesses = _read_events(session, found)
        _read_orders(session, found, zone)
        _read_requests(session, found)
        _read_contacts(session, found, moment)
        unsubscribed, never = _others(session)
    those = tuple(_person(one, since[one], found[one]) for one in sorted(since))
    return People(those, {k: v for k, v in witnesses.items() if k in since}, unsubscribed, never)


def _person(customer_id: str, agreed: datetime, read: _Read) -> Person:
    deeds = tuple(sorted(read.deeds, key=lambda one: (one.when, one.product_id)))
    contacts = tuple(sorted(read.contacts))
    return Person(customer_id, agreed, deeds, frozenset(read.returned), read.complains, contacts)


def _agreed(session: Session) -> dict[str, datetime]:
    asked = select(ConsentRow.subject, ConsentRow.since).where(
        ConsentRow.purpose == Purpose.MARKETING.word,
        ConsentRow.subject.in_(granted(Purpose.MARKETING)),
    )
    return {customer_of(key) or "": aware(since) for key, since in session.execute(asked)}


def _ours(column: Any) -> ColumnElement[bool]:
    """Of customers who agreed to marketing."""
    asked = granted(Purpose.MARKETING).subquery()
    is_ours: ColumnElement[bool] = column.in_(
        select(func.substr(asked.c.subject, len(CUSTOMER) + 1))
    )
    return is_ours


def _read_events(session: Session, found: defaultdict[str, _Read]) -> dict[str, str]:
    """The newest of each; what counts for their orders does by the orders alone."""
    asked = (
        select(
            EventRow.event_id, EventRow.subject, EventRow.kind, EventRow.product_id,
            EventRow.occurred, EventRow.detail,
        )
        .where(*usable(), EventRow.product_id.is_not(None))
        .order_by(EventRow.subject, EventRow.occurred.desc(), EventRow.event_id)
    )  # fmt: skip
    witnesses: dict[str, str] = {}
    for event_id, subject, kind, product_id, occurred, detail in session.execute(
        asked.execution_options(yield_per=AT_ONCE)
    ):
        customer = customer_of(subject) or ""
        read = found[customer]
        if len(read.deeds) < MOST_EVENTS:
            witnesses.setdefault(customer, event_id)
            stars = (detail or {}).get("value") if kind == Did.RATING.value else None
            read.deeds.append(Deed(Did(kind), product_id, aware(occurred), stars))
    return witnesses


def _read_orders(session: Session, found: defaultdict[str, _Read], zone: tzinfo) -> None:
    asked = select(OrderRow.customer_id, OrderRow.state, OrderRow.record).where(
        _ours(OrderRow.customer_id), OrderRow.state != OrderState.CANCELLED.value
    )
    for customer, state, record in session.execute(asked.execution_options(yield_per=AT_ONCE)):
        read = found[customer]
        placed = datetime.fromisoformat(record["placed"])
        when = placed if placed.tzinfo else placed.replace(tzinfo=zone)
        read.returned.update(_returned(state, record))
        read.deeds += [
            Deed(Did.PURCHASE, item["product_id"], when, variant_id=item["variant_id"])
            for item in record["items"]
        ]


def _returned(state: str, record: dict[str, Any]) -> Iterator[str]:
    back = [record.get("returning", {}), *record.get("earlier_returns", ())]
    lines = {line["variant_id"] for one in back for line in one.get("lines", ())}
    if not lines and state not in RETURNED:
        return
    for item in record["items"]:
        if not lines or item["variant_id"] in lines:
            yield item["product_id"]


def _read_requests(session: Session, found: defaultdict[str, _Read]) -> None:
    asked = select(RequestRow.customer_id).where(
        RequestRow.closed.is_(None),
        RequestRow.kind.in_(get_args(Topic)),
        _ours(RequestRow.customer_id),
    )
    for customer in session.scalars(asked.distinct()):
        found[customer].complains = True


def _read_contacts(session: Session, found: defaultdict[str, _Read], moment: datetime) -> None:
    asked = select(ContactRow.customer_id, ContactRow.sent).where(
        ContactRow.sent > moment - timedelta(days=LONGEST_CAP_DAYS), _ours(ContactRow.customer_id)
    )
    for customer, sent in session.execute(asked):
        found[customer].contacts.append(aware(sent))


def _others(session: Session) -> tuple[int, int]:
    """How many said no, and how many customers never said anything."""
    said = (ConsentRow.purpose == Purpose.MARKETING.word, ConsentRow.subject.startswith(CUSTOMER))
    refused = (
        select(func.count()).select_from(ConsentRow).where(*said, ConsentRow.granted.is_(False))
    )
    asked = select(func.substr(ConsentRow.subject, len(CUSTOMER) + 1)).where(*said)
    never = (
        select(func.count()).select_from(CustomerRow).where(CustomerRow.customer_id.not_in(asked))
    )
    return session.scalar(refused) or 0, session.scalar(never) or 0
