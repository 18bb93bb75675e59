"""What a customer's record says they agreed to, taken over once: the sample shop's customers have
said so when they joined. Owns no words of customers themselves: what they said later stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from actions.personal.purpose import PURPOSES
from actions.personal.schema import ConsentRow
from actions.personal.visitor import Visitor
from actions.stores.engine import writing
from actions.stores.moment import now
from actions.stores.schema import CustomerRow


def take_over_recorded(engine: Engine, among: Collection[str] | None = None) -> int:
    """Of whom something was taken over: customers of whom no word is known yet. `among` are the
    ids of those to look at; None is all."""
    with writing(engine) as session:
        rows = list(_recorded(session, among))
        if rows:
            session.execute(insert(ConsentRow), rows)
    return len({row["subject"] for row in rows})


def _recorded(session: Session, among: Collection[str] | None) -> Iterator[dict[str, Any]]:
    said_before, people = select(ConsentRow.subject).distinct(), select(CustomerRow)
    if among is not None:
        keys = [Visitor(customer_id=one).key for one in among]
        said_before = said_before.where(ConsentRow.subject.in_(keys))
        people = people.where(CustomerRow.customer_id.in_(among))
    known = set(session.scalars(said_before))
    for row in session.scalars(people):
        said, key = row.record.get("consent"), Visitor(customer_id=row.customer_id).key
        if not isinstance(said, dict) or key in known:
            continue
        for purpose in PURPOSES:
            if isinstance(granted := said.get(purpose.word), bool):
                since = _joined(row.record)
                yield {"subject": key, "purpose": purpose.word, "granted": granted, "since": since}


def _joined(record: dict[str, Any]) -> datetime:
    try:
        return datetime.fromisoformat(str(record["joined"])).replace(tzinfo=UTC)
    except (KeyError, ValueError):
        return now()
