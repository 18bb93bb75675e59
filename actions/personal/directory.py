"""Customers as a merchant lists them: who, what they agreed to, how much there is of them. Owns
that query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, func, or_, select
from sqlalchemy.orm import Session

from actions.personal.consents import Consented, consents_of
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import CUSTOMER, Visitor
from actions.stores.moment import aware
from actions.stores.schema import CustomerRow, OrderRow


@dataclass(frozen=True, slots=True)
class Listed:
    customer_id: str
    name: str
    email: str
    orders: int
    events: int
    latest: datetime | None
    consented: Consented | None


class Directory:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, words: str, purpose: str, page: int, per_page: int) -> tuple[list[Listed], int]:
        """Those whose id, name or e-mail holds `words` and who agreed to `purpose`, where one is
        given, by id; and how many there are."""
        asked = _asked(words, purpose)
        with Session(self._engine) as session:
            total = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
            part = asked.order_by(CustomerRow.customer_id)
            rows = session.scalars(part.offset((page - 1) * per_page).limit(per_page)).all()
            return _listed(session, rows), total


def _asked(words: str, purpose: str) -> Select[CustomerRow]:
    asked = select(CustomerRow)
    if words:
        like = words.lower()
        columns = (CustomerRow.customer_id, CustomerRow.name, CustomerRow.email)
        said = (func.lower(one).contains(like, autoescape=True) for one in columns)
        asked = asked.where(or_(*said))
    if purpose:
        agreed = select(ConsentRow.subject).where(
            ConsentRow.purpose == purpose, ConsentRow.granted.is_(True)
        )
        asked = asked.where((CUSTOMER + CustomerRow.customer_id).in_(agreed))
    return asked


def _listed(session: Session, rows: Any) -> list[Listed]:
    ids = [row.customer_id for row in rows]
    keys = {one: Visitor(customer_id=one).key for one in ids}
    consented = consents_of(session, keys.values())
    counted = select(OrderRow.customer_id, func.count()).where(OrderRow.customer_id.in_(ids))
    per_customer = session.execute(counted.group_by(OrderRow.customer_id))
    orders = {row[0]: int(row[1]) for row in per_customer}
    events = {
        subject: (count, latest)
        for subject, count, latest in session.execute(
            select(EventRow.subject, func.count(), func.max(EventRow.occurred))
            .where(EventRow.subject.in_(keys.values()))
            .group_by(EventRow.subject)
        )
    }
    return [_one(row, orders, events.get(keys[row.customer_id]), consented) for row in rows]


def _one(
    row: CustomerRow,
    orders: dict[str, int],
    kept: tuple[int, datetime] | None,
    consented: dict[str, Consented],
) -> Listed:
    count, latest = kept or (0, None)
    return Listed(
        row.customer_id,
        str(row.record.get("name", "")),
        str(row.record.get("email", "")),
        orders.get(row.customer_id, 0),
        count,
        aware(latest) if latest else None,
        consented.get(Visitor(customer_id=row.customer_id).key),
    )
