"""The table of matters. Owns columns, no queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base


class MatterRow(Base):
    """What a sender wants done and isn't finished with; the one with the highest `place` is in
    hand, the others wait."""

    __tablename__ = "matters"
    __table_args__ = (Index("matters_by_sender", "sender_id", "place"),)
    matter_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sender_id: Mapped[str] = mapped_column(String(128))
    place: Mapped[int]
    matter: Mapped[dict[str, Any]]
    touched: Mapped[datetime] = mapped_column(DateTime(timezone=True))
