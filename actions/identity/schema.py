"""The tables of who is who. Owns columns, no queries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base


class IdentifiedRow(Base):
    """Which customer the visitor behind a sender has shown to be, and how."""

    __tablename__ = "identified"
    sender_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(64), index=True)
    way: Mapped[str] = mapped_column(String(32))
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class GuessRow(Base):
    """How often a sender was wrong since `first`."""

    __tablename__ = "guesses"
    sender_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    first: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    wrong: Mapped[int]
