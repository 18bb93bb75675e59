"""Run by Alembic, on the connection and in the transaction that `actions.stores.migrate` opened."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    transactional_ddl=False,
)
context.run_migrations()
