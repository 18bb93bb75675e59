"""Who agreed to what, and since when. Owns granting and withdrawing; a withdrawal takes at once
what was kept for that purpose alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from actions.audiences.schema import MemberRow
from actions.experiments.schema import DrawnPageRow, TrialRow
from actions.personal.purpose import PURPOSES, Purpose, together
from actions.personal.schema import ConsentRow, EventRow
from actions.personal.visitor import Visitor, customer_of
from actions.stores.engine import writing
from actions.stores.moment import aware, now

INSERTS: Mapping[str, Callable[..., Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


@dataclass(frozen=True, slots=True)
class Consent:
    """`since` is None for what was never asked: not granted."""

    granted: bool = False
    since: datetime | None = None


Consented = Mapping[Purpose, Consent]


class Consents:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine, self._clock = engine, clock

    def of(self, visitor: Visitor) -> Consented:
        """Every purpose is in it."""
        with Session(self._engine) as session:
            return consents_of(session, [visitor.key]).get(visitor.key, _none())

    def allow(self, visitor: Visitor, purpose: Purpose) -> bool:
        return self.of(visitor)[purpose].granted

    def put(self, visitor: Visitor, said: Mapping[Purpose, bool]) -> Consented:
        """What isn't in `said` stays as it was. What had been agreed to already keeps its date."""
        with writing(self._engine) as session:
            before = consents_of(session, [visitor.key]).get(visitor.key, _none())
            changed = {
                purpose: granted
                for purpose, granted in said.items()
                if before[purpose].since is None or before[purpose].granted != granted
            }
            for purpose in sorted(changed):
                self._write(session, visitor, purpose, changed[purpose])
            withdrawn = [purpose for purpose, granted in changed.items() if not granted]
            _let_go(session, visitor, together(withdrawn))
            return consents_of(session, [visitor.key]).get(visitor.key, _none())

    def _write(self, session: Session, visitor: Visitor, purpose: Purpose, granted: bool) -> None:
        """Two first answers at once don't collide: the later one counts."""
        told = {"granted": granted, "since": self._clock()}
        insert = INSERTS[session.get_bind().dialect.name](ConsentRow)
        session.execute(
            insert.values(subject=visitor.key, purpose=purpose.word, **told).on_conflict_do_update(
                index_elements=["subject", "purpose"], set_=told
            )
        )


def consents_of(
    session: Session, keys: Iterable[str], *, held: bool = False
) -> dict[str, Consented]:
    """By key; whoever never said anything isn't in it. With `held` nobody withdraws one of them
    before the transaction has ended: PostgreSQL locks them, and SQLite has one writer at a time."""
    asked = select(ConsentRow).where(ConsentRow.subject.in_(sorted(set(keys))))
    if held:
        asked = asked.order_by(ConsentRow.subject, ConsentRow.purpose).with_for_update(read=True)
    found: dict[str, dict[Purpose, Consent]] = {}
    named = {purpose.word: purpose for purpose in PURPOSES}
    for row in session.scalars(asked.execution_options(populate_existing=True)):
        told = found.setdefault(row.subject, dict(_none()))
        told[named[row.purpose]] = Consent(row.granted, aware(row.since))
    return dict(found)


def granted(visitor: Visitor, purpose: Purpose) -> ColumnElement[bool]:
    """Whether they agree to it as of the question that this is part of."""
    return exists().where(
        ConsentRow.subject == visitor.key,
        ConsentRow.purpose == purpose.word,
        ConsentRow.granted.is_(True),
    )


def held_for(consented: Consented, occurred: datetime) -> Purpose:
    """What a thing of that moment may be kept for: agreed to by then, and still."""
    return together(
        purpose
        for purpose, consent in consented.items()
        if consent.granted and consent.since is not None and consent.since <= occurred
    )


def _none() -> Consented:
    return dict.fromkeys(PURPOSES, Consent())


def _let_go(session: Session, visitor: Visitor, withdrawn: Purpose) -> None:
    """After the consents were written, so that whoever kept events by the old ones is through."""
    if not withdrawn:
        return
    left = int(together(PURPOSES) & ~withdrawn)
    mine = EventRow.subject == visitor.key
    options = {"synchronize_session": False}
    kept = update(EventRow).where(mine).values(purposes=EventRow.purposes.bitwise_and(left))
    session.execute(kept, execution_options=options)
    session.execute(delete(EventRow).where(mine, EventRow.purposes == 0), execution_options=options)
    if withdrawn & (Purpose.MARKETING | Purpose.PERSONALISATION):
        leave_audiences(session, visitor, whatever=bool(withdrawn & Purpose.MARKETING))
    if withdrawn & Purpose.ANALYTICS:
        leave_experiments(session, visitor)


def leave_experiments(session: Session, visitor: Visitor) -> None:
    """Out of what is tried, and with it what was seen and in which order."""
    for table in (TrialRow, DrawnPageRow):
        gone = delete(table).where(table.subject == visitor.key)
        session.execute(gone.execution_options(synchronize_session=False))


def leave_audiences(session: Session, visitor: Visitor, *, whatever: bool = False) -> None:
    """Out of those that hold the visitor for what they looked at; `whatever` it is for, of all."""
    mine = [MemberRow.customer_id == customer_of(visitor.key)]
    if not whatever:
        mine.append(MemberRow.witness.is_not(None))
    session.execute(delete(MemberRow).where(*mine).execution_options(synchronize_session=False))
