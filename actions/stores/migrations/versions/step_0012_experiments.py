"""Experiments, who saw what of them, pages whose order was drawn, and how levers are set."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "experiments",
        sa.Column("experiment_id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("lever", sa.String(48), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("plan", sa.JSON, nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("created", TIME, nullable=False),
        sa.Column("created_by", sa.String(64), nullable=False),
        sa.Column("started", TIME),
        sa.Column("stopped", TIME),
        sa.Column("stopped_because", sa.String(64), nullable=False),
    )
    op.create_index("ix_experiments_state", "experiments", ["state"])
    op.create_index("ix_experiments_created", "experiments", ["created"])
    op.create_table(
        "experiment_visitors",
        sa.Column("experiment_id", sa.String(32), primary_key=True),
        sa.Column("subject", sa.String(130), primary_key=True),
        sa.Column("arm", sa.String(48), nullable=False),
        sa.Column("first", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
    )
    op.create_index("ix_experiment_visitors_subject", "experiment_visitors", ["subject"])
    op.create_index("ix_experiment_visitors_first", "experiment_visitors", ["first"])
    op.create_table(
        "drawn_pages",
        sa.Column("page_id", sa.String(32), primary_key=True),
        sa.Column("subject", sa.String(130), nullable=False),
        sa.Column("shown_at", TIME, nullable=False),
        sa.Column("shown", sa.JSON, nullable=False),
        sa.Column("orders", sa.JSON, nullable=False),
    )
    op.create_index("ix_drawn_pages_subject", "drawn_pages", ["subject"])
    op.create_index("ix_drawn_pages_shown_at", "drawn_pages", ["shown_at"])
    op.create_table(
        "lever_settings",
        sa.Column("setting_id", sa.Integer, primary_key=True),
        sa.Column("lever", sa.String(48), nullable=False),
        sa.Column("value", sa.String(48), nullable=False),
        sa.Column("before", sa.String(48), nullable=False),
        sa.Column("experiment_id", sa.String(32)),
        sa.Column("set_at", TIME, nullable=False),
        sa.Column("set_by", sa.String(64), nullable=False),
        sa.Column("undone_at", TIME),
        sa.Column("undone_by", sa.String(64), nullable=False),
    )
    op.create_index("ix_lever_settings_lever", "lever_settings", ["lever"])


def downgrade() -> None:
    """What was tried and adopted since is lost; suggestions and offers are as they were before."""
    for table in ("lever_settings", "drawn_pages", "experiment_visitors", "experiments"):
        op.drop_table(table)
