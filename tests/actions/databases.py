"""The two databases that all that is kept in SQL is tested on: SQLite and a real PostgreSQL.

A database that a test gets is its own, and a copy of one that was brought to today's tables once:
making them takes longer than most tests do.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from actions.stores.engine import open_engine
from actions.stores.migrate import migrate

DATABASES = ("sqlite", "postgresql")
ADMIN_URL = os.environ.get(
    "STORECLERK_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


@contextmanager
def fresh_database(kind: str, folder: Path, *, empty: bool = False) -> Iterator[str]:
    """The URL of one that is gone afterwards, with tables and nothing in them; without tables
    when `empty`. Skips where PostgreSQL isn't running."""
    if kind == "sqlite":
        path = folder / "shop.db"
        if not empty:
            shutil.copyfile(_sqlite_with_tables(), path)
        yield f"sqlite:///{path}"
        return
    try:
        name = _create("" if empty else _postgres_with_tables())
    except OperationalError:
        pytest.skip("PostgreSQL isn't running (STORECLERK_TEST_POSTGRES names another address)")
    try:
        yield _url(name)
    finally:
        _drop(name)


@functools.cache
def _sqlite_with_tables() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    engine = open_engine(f"sqlite:///{folder / 'tables.db'}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return folder / "tables.db"


@functools.cache
def _postgres_with_tables() -> str:
    name = _create("")
    atexit.register(_drop, name)
    engine = open_engine(_url(name))
    migrate(engine)
    engine.dispose()
    return name


@functools.cache
def _admin() -> Engine:
    engine = create_engine(ADMIN_URL, isolation_level="AUTOCOMMIT")
    atexit.register(engine.dispose)
    return engine


def _create(template: str) -> str:
    name = f"storeclerk_{uuid.uuid4().hex[:12]}"
    like = f' TEMPLATE "{template}"' if template else ""
    with _admin().connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"{like}'))
    return name


def _drop(name: str) -> None:
    with _admin().connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


def _url(name: str) -> str:
    return ADMIN_URL.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of one that has no tables yet."""
    with fresh_database(request.param, tmp_path, empty=True) as url:
        yield url
