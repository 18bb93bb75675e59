"""The two databases that all that is kept in SQL is tested on: SQLite and a real PostgreSQL.

A database that a test gets is its own while it runs. Bringing one to today's tables takes longer
than most tests do: SQLite's is a copy of one that was, PostgreSQL's is lent again and again.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from postgres import bare_database, lent_database
from sqlalchemy.exc import OperationalError

from actions.stores.engine import open_engine
from actions.stores.migrate import migrate

DATABASES = ("sqlite", "postgresql")


@contextmanager
def fresh_database(kind: str, folder: Path, *, empty: bool = False) -> Iterator[str]:
    """The URL of one with tables and nothing in them; without tables when `empty`. It is the test's
    own until the block ends. Skips where PostgreSQL isn't running."""
    if kind == "sqlite":
        path = folder / "shop.db"
        if not empty:
            shutil.copyfile(_sqlite_with_tables(), path)
        yield f"sqlite:///{path}"
        return
    with ExitStack() as stack:
        try:
            url = stack.enter_context(bare_database() if empty else lent_database())
        except OperationalError:
            pytest.skip("PostgreSQL isn't running (STORECLERK_TEST_POSTGRES names another address)")
        yield url


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


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Of one that has no tables yet."""
    with fresh_database(request.param, tmp_path, empty=True) as url:
        yield url
