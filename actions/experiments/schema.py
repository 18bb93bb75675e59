"""The tables of experiments, of who saw what of them, of pages whose order was drawn, and of how
levers are set. Owns columns, no queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.stores.schema import Base

TIME = DateTime(timezone=True)


class ExperimentRow(Base):
    """`plan` is what was set before it began; nothing of it changes afterwards but its slot."""

    __tablename__ = "experiments"
    experiment_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    lever: Mapped[str] = mapped_column(String(48))
    state: Mapped[str] = mapped_column(String(16), index=True)
    plan: Mapped[dict[str, Any]]
    salt: Mapped[str] = mapped_column(String(32))
    created: Mapped[datetime] = mapped_column(TIME, index=True)
    created_by: Mapped[str] = mapped_column(String(64))
    started: Mapped[datetime | None] = mapped_column(TIME)
    stopped: Mapped[datetime | None] = mapped_column(TIME)
    stopped_because: Mapped[str] = mapped_column(String(64))


class TrialRow(Base):
    """A visitor for whom the lever was used: of those who agreed to be counted, and once each.
    Which arm is a hash's to say; it is noted for the reader of an export. What they do until
    `until` counts."""

    __tablename__ = "experiment_visitors"
    experiment_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    subject: Mapped[str] = mapped_column(String(130), primary_key=True, index=True)
    arm: Mapped[str] = mapped_column(String(48))
    first: Mapped[datetime] = mapped_column(TIME, index=True)
    until: Mapped[datetime] = mapped_column(TIME)


class DrawnPageRow(Base):
    """Suggestions in an order that was drawn. `shown` is [product, how likely it stood there], in
    order; `orders` the same of each other way of suggesting, by its name."""

    __tablename__ = "drawn_pages"
    page_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    subject: Mapped[str] = mapped_column(String(130), index=True)
    shown_at: Mapped[datetime] = mapped_column(TIME, index=True)
    shown: Mapped[list[Any]] = mapped_column(JSON)
    orders: Mapped[dict[str, Any]]


class LeverSettingRow(Base):
    """That a lever was set, by whom and after which experiment. The newest that isn't undone holds;
    where there is none, the lever's own default."""

    __tablename__ = "lever_settings"
    setting_id: Mapped[int] = mapped_column(primary_key=True)
    lever: Mapped[str] = mapped_column(String(48), index=True)
    value: Mapped[str] = mapped_column(String(48))
    before: Mapped[str] = mapped_column(String(48))
    experiment_id: Mapped[str | None] = mapped_column(String(32))
    set_at: Mapped[datetime] = mapped_column(TIME)
    set_by: Mapped[str] = mapped_column(String(64))
    undone_at: Mapped[datetime | None] = mapped_column(TIME)
    undone_by: Mapped[str] = mapped_column(String(64))
