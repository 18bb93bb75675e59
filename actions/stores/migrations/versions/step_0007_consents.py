"""Consents; and events that are kept for what was agreed to.

The events there were had nobody's consent, and nothing used them: they go.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("subject", sa.String(130), primary_key=True),
        sa.Column("purpose", sa.String(24), primary_key=True),
        sa.Column("granted", sa.Boolean, nullable=False),
        sa.Column("since", TIME, nullable=False),
    )
    op.drop_table("events")
    op.create_table(
        "events",
        sa.Column("event_id", sa.String(64), primary_key=True),
        sa.Column("subject", sa.String(130), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(64)),
        sa.Column("product_id", sa.String(128)),
        sa.Column("occurred", TIME, nullable=False),
        sa.Column("purposes", sa.Integer, nullable=False),
        sa.Column("detail", sa.JSON),
    )
    op.create_index("events_by_subject", "events", ["subject", "occurred"])
    op.create_index("events_by_time", "events", ["occurred"])
    op.create_index("ix_events_session", "events", ["session"])
    op.create_index("ix_events_customer_id", "events", ["customer_id"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what customers did since would be lost")
