"""Brings a database to the tables of today, whatever it holds: nothing, or an older shop.

Each step lies in `migrations/versions/`. Several processes may start at once: the first migrates,
the others wait and find nothing to do.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from actions.stores.engine import reaching

STEPS = Path(__file__).resolve().parent / "migrations"
LOCK = 7_302_231
"""PostgreSQL's advisory lock; any number that nobody else takes in that database."""


def migrate(engine: Engine) -> None:
    """All steps that are missing, in one transaction. Raises `Unavailable`."""
    writable = engine.execution_options(writes=True)
    with reaching(engine), writable.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        command.upgrade(configuration(connection), "head")


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's, with no file of its own and no say in logging."""
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
