"""The tables of handoffs, of what was said, and of what waits to be sent. Owns no queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base

TIME = DateTime(timezone=True)
_OPEN = text("state <> 'closed'")
_UNSEEN = text("seen IS NULL")
_UNSENT = text("sent IS NULL")


class HandoffRow(Base):
    """A sender has at most one that isn't closed: the database itself sees to that.
    `external` is what the target remembers of it (its own ids); `external_id` is looked up by."""

    __tablename__ = "handoffs"
    __table_args__ = (
        Index(
            "one_open_handoff_a_sender",
            "sender_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )
    handoff_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sender_id: Mapped[str] = mapped_column(String(128), index=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    reason: Mapped[str] = mapped_column(String(64))
    summary: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[Any]] = mapped_column(JSON)
    told: Mapped[dict[str, Any]]
    opened: Mapped[datetime] = mapped_column(TIME, index=True)
    taken: Mapped[datetime | None] = mapped_column(TIME)
    taken_by: Mapped[str] = mapped_column(String(64))
    closed: Mapped[datetime | None] = mapped_column(TIME, index=True)
    closed_by: Mapped[str] = mapped_column(String(16))
    letters: Mapped[int]
    external: Mapped[dict[str, Any]]
    external_id: Mapped[str | None] = mapped_column(String(64), index=True)


class LineRow(Base):
    """One thing said. `key` makes a repeat harmless. `seen` is when the customer's side is known
    to have it: at once for what an answer carries, later for what a colleague writes."""

    __tablename__ = "conversation_lines"
    __table_args__ = (
        UniqueConstraint("sender_id", "key"),
        Index("lines_by_sender", "sender_id", "line_id"),
        Index("lines_unseen", "sender_id", sqlite_where=_UNSEEN, postgresql_where=_UNSEEN),
    )
    line_id: Mapped[int] = mapped_column(primary_key=True)
    sender_id: Mapped[str] = mapped_column(String(128))
    handoff_id: Mapped[str | None] = mapped_column(String(32), index=True)
    key: Mapped[str] = mapped_column(String(96))
    author: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    card: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    evidence: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    said: Mapped[datetime] = mapped_column(TIME, index=True)
    seen: Mapped[datetime | None] = mapped_column(TIME)


class LetterRow(Base):
    """What the target is to be told, in the order of `place` within a handoff."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("handoff_id", "place"),
        Index("outbox_unsent", "handoff_id", "place", sqlite_where=_UNSENT,
              postgresql_where=_UNSENT),
    )  # fmt: skip
    letter_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    handoff_id: Mapped[str] = mapped_column(String(32))
    place: Mapped[int]
    target: Mapped[str] = mapped_column(String(16))
    event: Mapped[str] = mapped_column(String(16))
    payload: Mapped[dict[str, Any]]
    written: Mapped[datetime] = mapped_column(TIME)
    attempts: Mapped[int]
    next_try: Mapped[datetime] = mapped_column(TIME, index=True)
    failure: Mapped[str] = mapped_column(String(200))
    sent: Mapped[datetime | None] = mapped_column(TIME)
