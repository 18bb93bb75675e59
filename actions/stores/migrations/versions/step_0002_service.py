"""Service: who a customer is by name and postcode, what was changed, asked for and given.

The columns that are looked up are filled from the records that are there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from actions.stores.spelling import folded_code, folded_name

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CUSTOMERS = sa.table(
    "customers",
    sa.column("customer_id", sa.String),
    sa.column("name", sa.String),
    sa.column("postcode", sa.String),
    sa.column("record", sa.JSON),
)


def upgrade() -> None:
    name = sa.Column("name", sa.String(254), nullable=False, server_default="")
    op.add_column("customers", name)
    op.add_column(
        "customers", sa.Column("postcode", sa.String(32), nullable=False, server_default="")
    )
    op.add_column("orders", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.create_index("ix_customers_name", "customers", ["name"])
    _fill_in()
    op.create_table(
        "gift_cards",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_table(
        "requests",
        sa.Column("reference", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False, index=True),
        sa.Column("order_id", sa.String(64), nullable=False, index=True),
        sa.Column("opened", sa.Date, nullable=False),
        sa.Column("closed", sa.Date),
        sa.Column("change", sa.JSON, nullable=False),
    )
    op.create_table(
        "applied",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("receipt", sa.JSON, nullable=False),
        sa.Column("done", sa.DateTime(timezone=True), nullable=False),
    )


def _fill_in() -> None:
    database = op.get_bind()
    rows = database.execute(sa.select(CUSTOMERS.c.customer_id, CUSTOMERS.c.record)).all()
    for customer_id, record in rows:
        address = record.get("address") or {}
        database.execute(
            CUSTOMERS.update()
            .where(CUSTOMERS.c.customer_id == customer_id)
            .values(
                name=folded_name(record.get("name", "")),
                postcode=folded_code(address.get("postcode", "")),
            )
        )


def downgrade() -> None:
    raise NotImplementedError("restore a backup: what customers did since would be lost")
