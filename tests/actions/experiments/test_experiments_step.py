"""The step that brings the tables of experiments can be taken back, and taken again."""

from __future__ import annotations

from alembic import command
from sqlalchemy import inspect

from actions.stores.engine import open_engine
from actions.stores.migrate import configuration, migrate

OURS = {"experiments", "experiment_visitors", "drawn_pages", "lever_settings"}


def test_down_and_up_again(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    migrate(engine)
    assert set(inspect(engine).get_table_names()) >= OURS
    with engine.execution_options(writes=True).begin() as connection:
        command.downgrade(configuration(connection), "0011")
    left = set(inspect(engine).get_table_names())
    assert not left & OURS
    assert "audiences" in left
    migrate(engine)
    assert set(inspect(engine).get_table_names()) >= OURS
    engine.dispose()
