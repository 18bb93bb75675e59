"""The question that is open with a customer, and what was asked and got no answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "open_questions",
        sa.Column("sender_id", sa.String(128), primary_key=True),
        sa.Column("utterance", sa.Text, nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
        sa.Column("asked", TIME, nullable=False, index=True),
        sa.Column("repeated", sa.Integer, nullable=False),
    )
    op.create_table(
        "questions",
        sa.Column("phrase", sa.String(200), primary_key=True),
        sa.Column("language", sa.String(16), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True, index=True),
        sa.Column("last", TIME, nullable=False),
        sa.Column("question", sa.String(200), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what customers did since would be lost")
