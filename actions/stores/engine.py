"""Opening a database: SQLite in a file, PostgreSQL by URL. Owns how transactions begin.

SQLite lets a reader turn writer only if nobody wrote meanwhile. So a transaction that will write
says so when it begins (`writing`), waits its turn, and then reads what is true.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, OperationalError
from sqlalchemy.orm import Session

from actions.errors import BadInput, Unavailable

POSTGRES = ("postgresql", "postgres")
"""As others write it; the driver that comes with the server is psycopg."""
BUSY_MS = 15_000
"""How long a SQLite writer waits for the one before it."""
RESTED_S = 1.0
"""A connection that was in use a moment ago is still there: only later is it asked whether it is,
which costs a journey. A server that goes away in between costs one question its answer."""


def open_engine(url: str) -> Engine:
    """Raises `BadInput` for a URL that names no database we can speak to. Connects to nothing."""
    try:
        engine = create_engine(_with_driver(url))
    except (ArgumentError, ModuleNotFoundError) as error:
        raise BadInput(
            f"server.database: {error}; sqlite:///FILE or postgresql://USER@HOST/NAME", "database"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        _ask_after_a_rest(engine)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A transaction that writes: committed at the end of the block, undone by an exception."""
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Each question is answered as of its own moment, so that PostgreSQL isn't asked to begin and
    end anything: two journeys to it less."""
    apart = {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name == "postgresql" else {}
    with Session(engine.execution_options(**apart)) as session:
        yield session


@contextmanager
def reaching(engine: Engine) -> Iterator[None]:
    """What fails in here because the database isn't there is `Unavailable`, without a password."""
    try:
        yield
    except OperationalError as error:
        told = str(error.orig).strip().splitlines()[0]
        where = engine.url.render_as_string(hide_password=True)
        raise Unavailable(f"the database {where} can't be reached: {told}") from error


def reached(url: str) -> str:
    """The database's address, without a password, once it has answered. Raises `BadInput`,
    `Unavailable`."""
    engine = open_engine(url)
    try:
        with reaching(engine), engine.connect():
            return engine.url.render_as_string(hide_password=True)
    finally:
        engine.dispose()


def _with_driver(url: str) -> URL:
    made = make_url(url)
    return made.set(drivername="postgresql+psycopg") if made.drivername in POSTGRES else made


def _ask_after_a_rest(engine: Engine) -> None:
    def rests(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    def wakes(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.get("rests_since")
        if since is None or time.monotonic() - since < RESTED_S:
            return
        dialect = engine.dialect
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise DisconnectionError("the database went away meanwhile") from error

    event.listen(engine, "checkin", rests)
    event.listen(engine, "checkout", wakes)


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
