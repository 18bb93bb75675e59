"""Reviews, and what was heard in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("review_id", sa.String(64), primary_key=True),
        sa.Column("product_id", sa.String(128), nullable=False),
        sa.Column("customer_id", sa.String(64), index=True),
        sa.Column("source", sa.String(16), nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("rating", sa.Float),
        sa.Column("written", sa.Date, nullable=False, index=True),
        sa.Column("heard_by", sa.String(32), nullable=False, index=True),
        sa.Column("label", sa.String(16), nullable=False),
        sa.Column("polarity", sa.Float, nullable=False),
        sa.Column("aspects", sa.JSON, nullable=False),
    )
    op.create_index("reviews_by_product", "reviews", ["product_id", "written"])


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what customers did since would be lost")
