"""What is shown is counted by product, surface and day, on both databases, and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from actions.exposure import ExposureLog
from actions.exposure.shown import Shown, Surface
from actions.exposure.table import ExposureTable
from actions.stores import SqlStore

TODAY = datetime.now(UTC).date()


@pytest.fixture
def table(database_url: str) -> Iterator[ExposureTable]:
    store = SqlStore(database_url)
    yield ExposureTable(store.engine)
    store.close()


def test_counts_add_up_over_writings(table: ExposureTable) -> None:
    log = ExposureLog(table, days=30)
    for _ in range(3):
        log.shown(Surface.SEARCH, ("a", "b"))
    log.write()
    log.shown(Surface.SEARCH, ("a",))
    log.shown(Surface.CHAT, ("a",))
    assert log.since(TODAY) == {"search": {"a": 4, "b": 3}, "chat": {"a": 1}}


def test_what_is_old_is_forgotten_and_what_is_before_is_left_out(table: ExposureTable) -> None:
    table.add([Shown("a", Surface.SEARCH, TODAY - timedelta(days=days), 1) for days in (0, 10, 40)])
    assert table.since(TODAY - timedelta(days=10)) == {"search": {"a": 2}}
    ExposureLog(table, days=30).write()
    assert table.since(TODAY - timedelta(days=99)) == {"search": {"a": 2}}


def test_without_days_nothing_is_kept(table: ExposureTable) -> None:
    log = ExposureLog(table, days=0)
    log.shown(Surface.SEARCH, ("a",))
    log.write()
    assert table.since(TODAY) == {}
    assert ExposureLog().since(TODAY) == {}
