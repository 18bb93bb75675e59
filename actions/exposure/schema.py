"""The table of what was shown. Owns columns, no queries."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base


class ExposureRow(Base):
    """How often a product was among an answer's on one day; to whom is not kept."""

    __tablename__ = "exposures"
    product_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    surface: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    times: Mapped[int]
