"""A database that went away while nobody asked it anything: the next question is answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import fresh_database
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from actions.stores.engine import open_engine, reading


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with fresh_database("postgresql", tmp_path) as url:
        opened = open_engine(url)
        yield opened
        opened.dispose()


def backend(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


def lose(engine: Engine, pid: int) -> None:
    other = open_engine(engine.url.render_as_string(hide_password=False))
    with other.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({pid}, 5000)")
    other.dispose()


def test_one_lost_while_it_rested_is_made_anew(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.stores.engine.RESTED_S", 0.0)
    pid = backend(engine)
    lose(engine, pid)
    assert backend(engine) != pid


def test_one_lost_a_moment_after_its_use_costs_one_question(engine: Engine) -> None:
    pid = backend(engine)
    lose(engine, pid)
    with pytest.raises(OperationalError):
        backend(engine)
    assert backend(engine) != pid


def test_reading_begins_nothing_and_leaves_writers_as_they_were(engine: Engine) -> None:
    with reading(engine) as session:
        connection = session.connection().connection.driver_connection
        session.connection().exec_driver_sql("SELECT 1")
        assert connection is not None
        assert connection.info.transaction_status.name == "IDLE"
    with engine.connect() as again:
        again.exec_driver_sql("SELECT 1")
        driver = again.connection.driver_connection
        assert driver is connection
        assert driver.info.transaction_status.name == "INTRANS"
