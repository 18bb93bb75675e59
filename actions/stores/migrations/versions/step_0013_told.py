"""Customers, orders and gift cards as the shop itself told them last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("customers", "orders", "gift_cards")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("told", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """What was changed here and what the shop told can no longer be told apart."""
    for table in TABLES:
        op.drop_column(table, "told")
