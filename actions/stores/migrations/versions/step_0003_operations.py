"""Operations from prepared to done with their audit, who a visitor was found to be, and guesses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
PREPARED = sa.text("state = 'prepared'")


def upgrade() -> None:
    _operations()
    _audit()
    _visitors()


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what customers did since would be lost")


def _operations() -> None:
    op.create_table(
        "operations",
        sa.Column("operation_id", sa.String(32), primary_key=True),
        sa.Column("sender_id", sa.String(128), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False, index=True),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("order_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("change", sa.JSON, nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.Column("costs", sa.JSON, nullable=False),
        sa.Column("prepared", TIME, nullable=False),
        sa.Column("expires", TIME, nullable=False),
        sa.Column("replaces", sa.String(32)),
        sa.Column("receipt", sa.JSON),
        sa.Column("failure", sa.String(64), nullable=False),
    )
    op.create_index("operations_by_sender", "operations", ["sender_id", "prepared"])
    op.create_index(
        "one_prepared_a_sender",
        "operations",
        ["sender_id"],
        unique=True,
        sqlite_where=PREPARED,
        postgresql_where=PREPARED,
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("operation_id", sa.String(32), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("happened", TIME, nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False, index=True),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.UniqueConstraint("operation_id", "event"),
    )


def _visitors() -> None:
    """Who each was found to be, and wrong guesses at it."""
    op.create_table(
        "identified",
        sa.Column("sender_id", sa.String(128), primary_key=True),
        sa.Column("customer_id", sa.String(64), nullable=False, index=True),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("since", TIME, nullable=False),
    )
    op.create_table(
        "guesses",
        sa.Column("sender_id", sa.String(128), primary_key=True),
        sa.Column("first", TIME, nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False),
    )
