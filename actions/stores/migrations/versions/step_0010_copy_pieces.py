"""Copy that waits for a merchant, and what was decided on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "copy_pieces",
        sa.Column("piece_id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("product_id", sa.String(128), nullable=False),
        sa.Column("customer_id", sa.String(64)),
        sa.Column("customer", sa.String(200), nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("audience", sa.String(100), nullable=False),
        sa.Column("tone", sa.String(16), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("occasion", sa.String(16), nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("edited", sa.JSON),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=False),
        sa.Column("decided", TIME),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("features", sa.JSON, nullable=False),
        sa.Column("created", TIME, nullable=False),
    )
    op.create_index("copy_pieces_by_state", "copy_pieces", ["state", "created"])
    op.create_index("copy_pieces_by_product", "copy_pieces", ["product_id"])
    op.create_index("ix_copy_pieces_customer_id", "copy_pieces", ["customer_id"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what merchants decided since would be lost")
