"""The tables of events and consents. Owns columns, no queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base


class EventRow(Base):
    """`subject` is a visitor's key; `purposes` are the bits it may still be used for, never 0: what
    is kept for nothing isn't kept."""

    __tablename__ = "events"
    __table_args__ = (
        Index("events_by_subject", "subject", "occurred"),
        Index("events_by_time", "occurred"),
    )
    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject: Mapped[str] = mapped_column(String(130))
    kind: Mapped[str] = mapped_column(String(16))
    session: Mapped[str] = mapped_column(String(64), index=True)
    customer_id: Mapped[str | None] = mapped_column(String(64), index=True)
    product_id: Mapped[str | None] = mapped_column(String(128))
    occurred: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    purposes: Mapped[int]
    detail: Mapped[dict[str, Any] | None]


class ConsentRow(Base):
    """What a subject said of a purpose the last time, and since when that holds."""

    __tablename__ = "consents"
    subject: Mapped[str] = mapped_column(String(130), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(24), primary_key=True)
    granted: Mapped[bool]
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))
