"""Matters (what a visitor wants done, as far as it has been said) and carts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "matters",
        sa.Column("matter_id", sa.String(32), primary_key=True),
        sa.Column("sender_id", sa.String(128), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("matter", sa.JSON, nullable=False),
        sa.Column("touched", TIME, nullable=False),
    )
    op.create_index("matters_by_sender", "matters", ["sender_id", "place"])
    op.create_table(
        "carts",
        sa.Column("sender_id", sa.String(128), primary_key=True),
        sa.Column("variant_id", sa.String(128), primary_key=True),
        sa.Column("product_id", sa.String(128), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("added", TIME, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what customers did since would be lost")
