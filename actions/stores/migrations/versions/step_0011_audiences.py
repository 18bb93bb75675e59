"""Audiences, who is in them, who was written to; and how often each product is shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "audiences",
        sa.Column("audience_id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("made", TIME, nullable=False),
        sa.Column("campaign", sa.JSON, nullable=False),
        sa.Column("told", sa.JSON, nullable=False),
    )
    op.create_index("ix_audiences_made", "audiences", ["made"])
    op.create_table(
        "audience_members",
        sa.Column("audience_id", sa.String(32), primary_key=True),
        sa.Column("customer_id", sa.String(64), primary_key=True),
        sa.Column("made", TIME, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("witness", sa.String(64)),
        sa.Column("reasons", sa.JSON, nullable=False),
    )
    op.create_index("ix_audience_members_customer_id", "audience_members", ["customer_id"])
    op.create_index("ix_audience_members_made", "audience_members", ["made"])
    op.create_table(
        "contacts",
        sa.Column("audience_id", sa.String(32), primary_key=True),
        sa.Column("customer_id", sa.String(64), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("sent", TIME, nullable=False),
    )
    op.create_index("ix_contacts_customer_id", "contacts", ["customer_id"])
    op.create_index("ix_contacts_sent", "contacts", ["sent"])
    op.create_table(
        "exposures",
        sa.Column("product_id", sa.String(128), primary_key=True),
        sa.Column("surface", sa.String(16), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("ix_exposures_day", "exposures", ["day"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what was counted since would be lost")
