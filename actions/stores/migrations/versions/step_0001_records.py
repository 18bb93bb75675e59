"""Orders, customers and what visitors did: the tables as they were before there were steps.

A database of that time has all of them or the first few, and no note of any step. So each table is
made where it is missing, and left alone where it is there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLES = sa.MetaData()

sa.Table(
    "customers",
    TABLES,
    sa.Column("customer_id", sa.String(64), primary_key=True),
    sa.Column("email", sa.String(254), nullable=False, index=True),
    sa.Column("record", sa.JSON, nullable=False),
)
sa.Table(
    "orders",
    TABLES,
    sa.Column("order_id", sa.String(64), primary_key=True),
    sa.Column("customer_id", sa.String(64), nullable=False, index=True),
    sa.Column("state", sa.String(32), nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
)
sa.Table(
    "notes",
    TABLES,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.String(256), nullable=False),
)
sa.Table(
    "feedback",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("session", sa.String(64), nullable=False),
    sa.Column("turn_id", sa.String(64), nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("value", sa.String(8), nullable=False),
    sa.Column("given", TIME, nullable=False),
    sa.UniqueConstraint("session", "turn_id", "part"),
)
sa.Table(
    "events",
    TABLES,
    sa.Column("event_id", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("session", sa.String(64), nullable=False),
    sa.Column("customer_id", sa.String(64), index=True),
    sa.Column("product_id", sa.String(128)),
    sa.Column("occurred", TIME, nullable=False),
    sa.Column("detail", sa.JSON),
    sa.Index("events_by_session", "session", "occurred"),
)
sa.Table(
    "searches",
    TABLES,
    sa.Column("phrase", sa.String(200), primary_key=True),
    sa.Column("language", sa.String(16), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True, index=True),
    sa.Column("last", TIME, nullable=False),
    sa.Column("query", sa.String(200), nullable=False),
    sa.Column("searches", sa.Integer, nullable=False),
    sa.Column("empty", sa.Integer, nullable=False),
    sa.Column("relaxed", sa.Integer, nullable=False),
    sa.Column("clicks", sa.Integer, nullable=False),
    sa.Column("understood", sa.JSON),
)


def upgrade() -> None:
    TABLES.create_all(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what customers did since would be lost")
