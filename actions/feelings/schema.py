"""The table of reviews, with what was heard in each. Owns columns, no queries."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base


class ReviewRow(Base):
    """`heard_by` is the model that heard it, empty until one has: a new model hears all again.
    `polarity` is -1 to 1; `aspects` are `[{aspect, label, score, quotes}]`."""

    __tablename__ = "reviews"
    __table_args__ = (Index("reviews_by_product", "product_id", "written"),)
    review_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    product_id: Mapped[str] = mapped_column(String(128))
    customer_id: Mapped[str | None] = mapped_column(String(64), index=True)
    source: Mapped[str] = mapped_column(String(16), index=True)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    rating: Mapped[float | None]
    written: Mapped[date] = mapped_column(index=True)
    heard_by: Mapped[str] = mapped_column(String(32), index=True)
    label: Mapped[str] = mapped_column(String(16))
    polarity: Mapped[float]
    aspects: Mapped[list[Any]] = mapped_column(JSON)
