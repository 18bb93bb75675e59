"""The table of carts. Owns columns, no queries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base


class CartRow(Base):
    """So many of one variant in one sender's cart. No price: that is the catalogue's, of now."""

    __tablename__ = "carts"
    sender_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    variant_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    product_id: Mapped[str] = mapped_column(String(128))
    quantity: Mapped[int]
    added: Mapped[datetime] = mapped_column(DateTime(timezone=True))
