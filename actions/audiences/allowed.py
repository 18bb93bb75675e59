"""Who may be in an audience at this moment, and by what. Owns the rule, in SQL.

Marketing granted now lets somebody in, and lets their orders count. What they looked at counts
where the event is held for marketing and for personalisation both, and both are granted now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from actions.personal.consents import consents_of
from actions.personal.purpose import Purpose
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import CUSTOMER, Visitor

BOTH = Purpose.MARKETING | Purpose.PERSONALISATION
AT_ONCE = 5_000
"""Names a query: databases bound how many."""


def granted(purpose: Purpose) -> Select[Any]:
    """The keys of customers who agree to it; a session's visitor can't be written to."""
    return select(ConsentRow.subject).where(
        ConsentRow.purpose == purpose.word,
        ConsentRow.granted.is_(True),
        ConsentRow.subject.startswith(CUSTOMER),
    )


def usable() -> tuple[ColumnElement[bool], ...]:
    """Of events."""
    return (
        EventRow.purposes.bitwise_and(int(BOTH)) == int(BOTH),
        EventRow.subject.in_(granted(Purpose.MARKETING)),
        EventRow.subject.in_(granted(Purpose.PERSONALISATION)),
    )


def standing(
    session: Session, members: Sequence[tuple[str, str | None]], *, held: bool = False
) -> set[str]:
    """Which of (customer, witness) may be in an audience now. With `held` none of them withdraws
    before the transaction has ended."""
    agreed: set[str] = set()
    for part in _parts(Visitor(customer_id=customer).key for customer, _ in members):
        found = consents_of(session, part, held=held)
        agreed |= {key for key, said in found.items() if said[Purpose.MARKETING].granted}
    there = _usable_among(session, {witness for _, witness in members if witness})
    return {
        customer
        for customer, witness in members
        if Visitor(customer_id=customer).key in agreed and (witness is None or witness in there)
    }


def _usable_among(session: Session, witnesses: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in _parts(witnesses):
        asked = select(EventRow.event_id).where(EventRow.event_id.in_(part), *usable())
        found.update(session.scalars(asked))
    return found


def _parts(names: Iterable[str]) -> Iterable[list[str]]:
    names = list(names)
    return [names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE)]
