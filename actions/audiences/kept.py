"""Audiences in the server's database. Owns queries: nothing of an audience is written, read or
given out without asking anew who agrees at that moment.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, select
from sqlalchemy.orm import Session

from actions.audiences.allowed import standing
from actions.audiences.schema import AudienceRow, ContactRow, MemberRow
from actions.errors import NotFound
from actions.stores.engine import writing
from actions.stores.moment import aware, now

NAMES = 500


@dataclass(frozen=True, slots=True)
class KeptMember:
    customer_id: str
    score: float
    reasons: list[dict[str, Any]]
    witness: str | None = None

    def as_json(self) -> dict[str, Any]:
        score = round(self.score, 6)
        return {"customer_id": self.customer_id, "score": score, "reasons": self.reasons}


@dataclass(frozen=True, slots=True)
class KeptAudience:
    """`members` are those who agree now, best first."""

    audience_id: str
    name: str
    made: datetime
    campaign: dict[str, Any]
    told: dict[str, Any]
    members: tuple[KeptMember, ...]


class AudienceTable:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine, self._clock = engine, clock

    def keep(
        self,
        name: str,
        campaign: dict[str, Any],
        told: dict[str, Any],
        members: Sequence[KeptMember],
    ) -> KeptAudience:
        """Without whoever withdrew since they were read."""
        audience_id, made = f"A-{secrets.token_hex(8)}", self._clock()
        with writing(self._engine) as session:
            there = standing(session, [(m.customer_id, m.witness) for m in members], held=True)
            left = tuple(one for one in members if one.customer_id in there)
            session.add(
                AudienceRow(
                    audience_id=audience_id, name=name, made=made, campaign=campaign, told=told
                )
            )
            session.add_all(
                MemberRow(
                    audience_id=audience_id, customer_id=one.customer_id, made=made, place=place,
                    score=one.score, witness=one.witness, reasons=one.reasons,
                )
                for place, one in enumerate(left)
            )  # fmt: skip
        return KeptAudience(audience_id, name, made, campaign, told, left)

    def of(self, audience_id: str) -> KeptAudience:
        """Raises `NotFound`."""
        with Session(self._engine) as session:
            row = _row(session, audience_id)
            members = tuple(_members(session, audience_id))
            return KeptAudience(
                row.audience_id, row.name, aware(row.made), row.campaign, row.told, members
            )

    def listed(self, most: int) -> list[dict[str, Any]]:
        """The newest first; `size` is how many agree now, `sent` how many were written to."""
        newest = select(AudienceRow).order_by(AudienceRow.made.desc(), AudienceRow.audience_id)
        with Session(self._engine) as session:
            return [
                {
                    "audience_id": row.audience_id,
                    "name": row.name,
                    "made": aware(row.made).isoformat(),
                    "size": len(_members(session, row.audience_id)),
                    "sent": len(_written_to(session, row.audience_id)),
                }
                for row in session.scalars(newest.limit(most))
            ]

    def sent(self, audience_id: str, customers: Collection[str] | None) -> dict[str, int]:
        """Notes that they were written to; all that agree now where nobody is named. Raises
        `NotFound`."""
        moment = self._clock()
        with writing(self._engine) as session:
            _row(session, audience_id)
            there = {one.customer_id for one in _members(session, audience_id, held=True)}
            wanted = there if customers is None else there & set(customers)
            today = moment.date()
            before = _written_to(session, audience_id, ContactRow.day == today)
            session.add_all(
                ContactRow(audience_id=audience_id, customer_id=one, day=today, sent=moment)
                for one in sorted(wanted - before)
            )
        unknown = 0 if customers is None else len(set(customers) - there)
        return {"recorded": len(wanted - before), "repeated": len(wanted & before),
                "unknown": unknown}  # fmt: skip


def _row(session: Session, audience_id: str) -> AudienceRow:
    row = session.get(AudienceRow, audience_id)
    if row is None:
        raise NotFound(f"there is no audience {audience_id}")
    return row


def _members(session: Session, audience_id: str, *, held: bool = False) -> list[KeptMember]:
    asked = select(MemberRow).where(MemberRow.audience_id == audience_id)
    rows = session.scalars(asked.order_by(MemberRow.place)).all()
    there = standing(session, [(row.customer_id, row.witness) for row in rows], held=held)
    return [
        KeptMember(row.customer_id, row.score, row.reasons, row.witness)
        for row in rows
        if row.customer_id in there
    ]


def _written_to(session: Session, audience_id: str, *when: ColumnElement[bool]) -> set[str]:
    asked = select(ContactRow.customer_id).where(ContactRow.audience_id == audience_id, *when)
    return set(session.scalars(asked.distinct()))
