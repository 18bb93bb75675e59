"""Made-up visits: the same each time, told from anybody's by their names, at home in the sample
shop alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from two_customers import CUSTOMERS, ORDERS

from actions.config import PROJECT_ROOT
from actions.errors import BadInput
from actions.personal.event import Did
from actions.personal.forecast.made_up import (
    drop_made_up,
    is_made_up,
    keep_made_up,
    put_made_up,
)
from actions.personal.forecast.past import every_visit
from actions.sample.errors import MaterialError
from actions.sample.shoppers import read_shoppers
from actions.sample.visits import MADE_UP, made_up_visits
from actions.stores import SqlStore

CATALOG = PROJECT_ROOT / "data" / "catalog"
NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def records() -> list[dict[str, object]]:
    return made_up_visits(CATALOG, NOON)


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    made = SqlStore(database_url)
    yield made
    made.close()


def test_they_are_the_same_each_time_and_others_by_another_seed(
    records: list[dict[str, object]],
) -> None:
    assert made_up_visits(CATALOG, NOON) == records
    assert made_up_visits(CATALOG, NOON, seed=2) != records


def test_they_say_what_they_are_and_lie_before_the_moment(
    records: list[dict[str, object]],
) -> None:
    assert all(str(one["session"]).startswith(MADE_UP) for one in records)
    assert all(str(one["visitor"]).startswith(MADE_UP) for one in records)
    assert max(str(one["occurred"]) for one in records) <= NOON.isoformat()
    kinds = Counter(Did(str(one["type"])) for one in records)
    assert kinds[Did.PURCHASE] < kinds[Did.CART] < kinds[Did.VIEW]


def test_kinds_of_shoppers_make_up_the_whole() -> None:
    shoppers = read_shoppers(CATALOG)
    assert len(shoppers) == 5
    assert sum(one.share for one in shoppers) == pytest.approx(1.0)


def test_a_file_that_lacks_something_is_named(tmp_path: Path) -> None:
    (tmp_path / "shoppers.toml").write_text('[[shopper]]\nname = "hasty"\n', encoding="utf-8")
    with pytest.raises(MaterialError, match=r"hasty.*missing or unknown"):
        read_shoppers(tmp_path)


def test_a_shop_of_its_own_takes_none_and_is_rid_of_them(
    store: SqlStore, records: list[dict[str, object]]
) -> None:
    store.replace_records(CUSTOMERS, ORDERS, "sample, as of today")
    assert put_made_up(store, records[:50]) == 50
    assert put_made_up(store, records[:40]) == 40
    visits = every_visit(store.engine, lambda _: None)
    assert sum(len(visit.acts) for visit in visits) == 40
    assert all(is_made_up(visit.visitor) for visit in visits)
    store.import_records(CUSTOMERS, ORDERS)
    with pytest.raises(BadInput, match="a shop's own"):
        put_made_up(store, records[:50])
    assert keep_made_up(store, CATALOG, NOON) == 0
    drop_made_up(store)
    assert every_visit(store.engine, lambda _: None) == []


def test_the_sample_shop_has_them_up_to_today(store: SqlStore) -> None:
    store.replace_records([], [], "sample, as of today")
    assert keep_made_up(store, CATALOG, NOON) > 1_000
    assert keep_made_up(store, CATALOG, NOON + timedelta(hours=1)) == 0
    assert keep_made_up(store, CATALOG, NOON + timedelta(days=1)) > 1_000
