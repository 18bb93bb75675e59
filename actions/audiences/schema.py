"""The tables of audiences, who is in them, and who was written to. Owns columns, no queries.

No table holds a group: what an audience is audited by is never kept.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base


class AudienceRow(Base):
    """`told` is counts: eligible, excluded, reach. Nobody's: who is in it stands in its members."""

    __tablename__ = "audiences"
    audience_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    made: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    campaign: Mapped[dict[str, Any]]
    told: Mapped[dict[str, Any]]


class MemberRow(Base):
    """`witness` is the newest event that the score rests on: once it is gone, or may no more be
    used, the member is gone too. None where it rests on orders alone."""

    __tablename__ = "audience_members"
    audience_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    made: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    place: Mapped[int]
    score: Mapped[float]
    witness: Mapped[str | None] = mapped_column(String(64))
    reasons: Mapped[list[Any]] = mapped_column(JSON)


class ContactRow(Base):
    """Somebody was written to for an audience, on a day: told twice, it is there once."""

    __tablename__ = "contacts"
    audience_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    sent: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
