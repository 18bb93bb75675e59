"""Opening a database: SQLite in a file, PostgreSQL by URL. Owns how transactions begin.

SQLite lets a reader turn writer only if nobody wrote meanwhile. So a transaction that will write
says so when it begins (`writing`), waits its turn, and then reads what is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

BUSY_MS = 15_000
"""How long a SQLite writer waits for the one before it."""


def open_engine(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A transaction that writes: committed at the end of the block, undone by an exception."""
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        yield session


def _durable_sqlite(connection: Any, _record: Any) -> None:
    """Readers don't block the writer, and what is committed survives a crash of the process.
    The driver begins no transaction of its own: `_begin_sqlite` does."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
