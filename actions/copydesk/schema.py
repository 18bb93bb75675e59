"""The table of copy that waits for a merchant, or was decided on. Owns columns, no queries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base


class CopyPieceRow(Base):
    """`parts` are `[{part, text, evidence, source}]` as written, `edited` a merchant's own texts by
    part. `before` is what a decision changed, for taking it back; `features` are what the ranking
    reads."""

    __tablename__ = "copy_pieces"
    __table_args__ = (
        Index("copy_pieces_by_state", "state", "created"),
        Index("copy_pieces_by_product", "product_id"),
    )
    piece_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    product_id: Mapped[str] = mapped_column(String(128))
    customer_id: Mapped[str | None] = mapped_column(String(64), index=True)
    customer: Mapped[str] = mapped_column(String(200), default="")
    because: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[str] = mapped_column(String(100), default="")
    tone: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(16))
    occasion: Mapped[str] = mapped_column(String(16), default="")
    until: Mapped[date | None]
    parts: Mapped[list[Any]] = mapped_column(JSON)
    edited: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16), default="proposed")
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    decided: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    features: Mapped[dict[str, Any]] = mapped_column(JSON)
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True))
