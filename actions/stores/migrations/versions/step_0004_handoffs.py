"""Conversations handed to a person: what was said, the handoffs, and the outbox to their desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
OPEN = sa.text("state <> 'closed'")
UNSEEN = sa.text("seen IS NULL")
UNSENT = sa.text("sent IS NULL")


def upgrade() -> None:
    _handoffs()
    _lines()
    _outbox()


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what customers said since would be lost")


def _handoffs() -> None:
    op.create_table(
        "handoffs",
        sa.Column("handoff_id", sa.String(32), primary_key=True),
        sa.Column("sender_id", sa.String(128), nullable=False, index=True),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("told", sa.JSON, nullable=False),
        sa.Column("opened", TIME, nullable=False, index=True),
        sa.Column("taken", TIME),
        sa.Column("taken_by", sa.String(64), nullable=False),
        sa.Column("closed", TIME, index=True),
        sa.Column("closed_by", sa.String(16), nullable=False),
        sa.Column("letters", sa.Integer, nullable=False),
        sa.Column("external", sa.JSON, nullable=False),
        sa.Column("external_id", sa.String(64), index=True),
    )
    op.create_index(
        "one_open_handoff_a_sender",
        "handoffs",
        ["sender_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _lines() -> None:
    op.create_table(
        "conversation_lines",
        sa.Column("line_id", sa.Integer, primary_key=True),
        sa.Column("sender_id", sa.String(128), nullable=False),
        sa.Column("handoff_id", sa.String(32), index=True),
        sa.Column("key", sa.String(96), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("card", sa.JSON),
        sa.Column("evidence", sa.JSON),
        sa.Column("said", TIME, nullable=False, index=True),
        sa.Column("seen", TIME),
        sa.UniqueConstraint("sender_id", "key"),
    )
    op.create_index("lines_by_sender", "conversation_lines", ["sender_id", "line_id"])
    op.create_index(
        "lines_unseen",
        "conversation_lines",
        ["sender_id"],
        sqlite_where=UNSEEN,
        postgresql_where=UNSEEN,
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("letter_id", sa.String(32), primary_key=True),
        sa.Column("handoff_id", sa.String(32), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("target", sa.String(16), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("written", TIME, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try", TIME, nullable=False, index=True),
        sa.Column("failure", sa.String(200), nullable=False),
        sa.Column("sent", TIME),
        sa.UniqueConstraint("handoff_id", "place"),
    )
    op.create_index(
        "outbox_unsent",
        "outbox",
        ["handoff_id", "place"],
        sqlite_where=UNSENT,
        postgresql_where=UNSENT,
    )
