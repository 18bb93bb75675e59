"""The search log: counted, summed by phrase, forgotten in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from actions.searchlog import SearchLog
from actions.searchlog.tally import searched
from actions.stores.searches import SearchTable
from retrieval.values import (
    Constraint,
    Hit,
    Op,
    Product,
    Relaxation,
    SearchResult,
    Understood,
    Variant,
)

VARIANT = Variant("v")
HIT = Hit(Product("p", "Tent", (VARIANT,)), VARIANT, 1.0)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path}/shop.db")
    yield engine
    engine.dispose()


def result(query: str, *hits: Hit, relaxed: bool = False) -> SearchResult:
    under = Constraint("price", Op.BETWEEN, high=50.0, words="under 50")
    given_up = (Relaxation("price", "≤ 50", ""),) if relaxed else ()
    return SearchResult(hits, Understood(query, "tent", (under,)), given_up)


def test_searches_are_summed_by_phrase_with_what_came_of_them(engine: Engine) -> None:
    log = SearchLog(SearchTable(engine), days=30)
    log.searched(result("Tent under 50"))
    log.searched(result("tent, under 50!", HIT, relaxed=True))
    log.write()
    log.searched(result("tent under 50", HIT))
    log.clicked("TENT under 50", "en")
    (listed,) = log.listed("", None, 10)
    last = datetime.fromisoformat(listed.pop("last"))
    assert datetime.now(UTC) - last < timedelta(minutes=1)
    understood = listed.pop("understood")
    assert understood["text"] == "tent"
    assert understood["constraints"][0]["words"] == "under 50"
    assert listed == {
        "query": "TENT under 50", "language": "en",
        "searches": 3, "empty": 1, "relaxed": 1, "clicks": 1,
    }  # fmt: skip


def test_the_merchant_sees_what_found_nothing_and_what_nobody_took(engine: Engine) -> None:
    log = SearchLog(SearchTable(engine), days=30)
    for query, hits in (("a", ()), ("b", (HIT,)), ("c", (HIT,)), ("a", ()), ("d", ())):
        log.searched(result(query, *hits))
    log.clicked("c", "en")
    log.clicked("clicked without a search", "en")

    def queries(only: str) -> list[str]:
        return [one["query"] for one in log.listed(only, None, 10)]

    assert queries("empty") == ["a", "d"]
    assert queries("unclicked") == ["b"]
    assert queries("") == ["a", "b", "c", "d"]


def test_what_is_too_old_is_forgotten(engine: Engine) -> None:
    table, now = SearchTable(engine), datetime.now(UTC)
    old = searched(result("old"), now - timedelta(days=40))
    table.add([old, replace(old, phrase="new", query="new", day=now.date(), last=now)])
    since = (now - timedelta(days=5)).date()
    assert [one["query"] for one in table.listed(since=since)] == ["new"]
    assert len(table.listed()) == 2
    log = SearchLog(table, days=30)
    assert [one["query"] for one in log.listed("", None, 10)] == ["new"]


def test_nobody_is_kept_and_nothing_where_the_shop_wants_none(engine: Engine) -> None:
    log = SearchLog(SearchTable(engine), days=30)
    log.searched(result("mail ann@example.ie order 123456"))
    assert [one["query"] for one in log.listed("", None, 10)] == ["mail ‹email› order ‹number›"]
    none = SearchLog(SearchTable(engine), days=0)
    none.searched(result("kept nowhere"))
    none.write()
    assert len(SearchTable(engine).listed()) == 1


def test_a_database_that_is_away_loses_nothing(engine: Engine, tmp_path: Path) -> None:
    log = SearchLog(SearchTable(engine), days=30)
    log.searched(result("tent"))
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE searches RENAME TO gone")
    log.write()
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO searches")
    assert [one["query"] for one in log.listed("", None, 10)] == ["tent"]
