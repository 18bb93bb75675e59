"""Databases of a real PostgreSQL for the tests of this process: made, lent, emptied, dropped.

Making one, dropping one and TRUNCATE each take PostgreSQL most of a second, more than most tests
take altogether; deleting a few rows takes it a thousandth of that. So one that was lent is emptied
and lent again. Their names are this process's alone: two runs side by side don't meet.
"""

from __future__ import annotations

import atexit
import functools
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, inspect, text

from actions.stores.engine import open_engine
from actions.stores.migrate import migrate

ADMIN_URL = os.environ.get(
    "STORECLERK_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
HANG_UP = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type =
    'client backend'"""
FIRST_NUMBERS = """SELECT setval(format('%I.%I', schemaname, sequencename)::regclass,
    start_value, false) FROM pg_sequences WHERE last_value IS NOT NULL"""
SHAPE = """SELECT md5(string_agg(told, ';' ORDER BY told)) FROM (
    SELECT concat_ws(' ', relkind, relname, attname, atttypid, atttypmod, attnotnull,
        pg_get_expr(adbin, adrelid)) FROM pg_class
        JOIN pg_attribute ON attrelid = pg_class.oid
        LEFT JOIN pg_attrdef ON adrelid = pg_class.oid AND adnum = attnum
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index
        JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', conrelid, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT version_num FROM alembic_version) AS parts (told)"""
"""All that makes up the tables, and the step they are at."""


class Lendable:
    """One that has today's tables, and nothing in them whenever it is lent."""

    def __init__(self) -> None:
        self.name = create_database(_template())
        atexit.register(drop_database, self.name)
        self._engine = create_engine(url_of(self.name), isolation_level="AUTOCOMMIT")
        atexit.register(self._engine.dispose)
        with self._engine.connect() as connection:
            self._shape = connection.scalar(text(SHAPE))
            ordered = inspect(connection).get_sorted_table_and_fkc_names()
        names = [name for name, _ in ordered if name and name != "alembic_version"]
        self._empty = ";".join(f'DELETE FROM "{name}"' for name in reversed(names))

    def emptied(self) -> bool:
        """False if its tables aren't what they were: then it isn't to be lent again."""
        with self._engine.connect() as connection:
            return self._emptied(connection)

    def _emptied(self, connection: Connection) -> bool:
        connection.execute(text(HANG_UP))
        if connection.scalar(text(SHAPE)) != self._shape:
            return False
        connection.exec_driver_sql(self._empty)
        connection.execute(text(FIRST_NUMBERS))
        return True


_idle: list[Lendable] = []


@contextmanager
def lent_database() -> Iterator[str]:
    """The URL of one with tables and nothing in them; nobody else has it meanwhile."""
    lendable = _idle.pop() if _idle else Lendable()
    try:
        yield url_of(lendable.name)
    finally:
        if lendable.emptied():
            _idle.append(lendable)


@contextmanager
def bare_database() -> Iterator[str]:
    """The URL of a new one without tables, which is gone afterwards."""
    name = create_database()
    try:
        yield url_of(name)
    finally:
        drop_database(name)


def url_of(name: str) -> str:
    return ADMIN_URL.rsplit("/", 1)[0] + f"/{name}"


def create_database(template: str = "") -> str:
    """Its name. Raises `OperationalError` where PostgreSQL isn't running."""
    name = f"storeclerk_{uuid.uuid4().hex[:12]}"
    like = f' TEMPLATE "{template}"' if template else ""
    with _admin().connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"{like}'))
    return name


def drop_database(name: str) -> None:
    with _admin().connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@functools.cache
def _template() -> str:
    """Brought to today's tables once."""
    name = create_database()
    atexit.register(drop_database, name)
    engine = open_engine(url_of(name))
    migrate(engine)
    engine.dispose()
    return name


@functools.cache
def _admin() -> Engine:
    engine = create_engine(ADMIN_URL, isolation_level="AUTOCOMMIT")
    atexit.register(engine.dispose)
    return engine
