"""The tables of operations and of their audit. Owns columns, no queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base

_PREPARED = text("state = 'prepared'")


class OperationRow(Base):
    """A sender has at most one that waits for a yes: the database itself sees to that."""

    __tablename__ = "operations"
    __table_args__ = (
        Index("operations_by_sender", "sender_id", "prepared"),
        Index(
            "one_prepared_a_sender",
            "sender_id",
            unique=True,
            sqlite_where=_PREPARED,
            postgresql_where=_PREPARED,
        ),
    )
    operation_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sender_id: Mapped[str] = mapped_column(String(128))
    customer_id: Mapped[str] = mapped_column(String(64), index=True)
    way: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(32))
    order_id: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), index=True)
    change: Mapped[dict[str, Any]]
    rules: Mapped[list[Any]] = mapped_column(JSON)
    costs: Mapped[dict[str, Any]]
    prepared: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    replaces: Mapped[str | None] = mapped_column(String(32))
    receipt: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    failure: Mapped[str] = mapped_column(String(64))


class AuditRow(Base):
    """What became of an operation, each event once. Rows are added, never changed."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("operation_id", "event"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[str] = mapped_column(String(32))
    event: Mapped[str] = mapped_column(String(16))
    happened: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    customer_id: Mapped[str] = mapped_column(String(64), index=True)
    detail: Mapped[dict[str, Any]]
