"""The tests' own PostgreSQL: what one test left there, none after it finds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from databases import fresh_database
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from two_customers import CUSTOMERS, ORDERS

from actions.operations.schema import AuditRow
from actions.stores import SqlStore
from actions.stores.engine import open_engine, writing
from actions.stores.schema import Base

Lend = Callable[[], AbstractContextManager[str]]


@pytest.fixture
def lent(tmp_path: Path) -> Lend:
    return partial(fresh_database, "postgresql", tmp_path)


def audited(store: SqlStore) -> int:
    """The number that a new row gets."""
    row = AuditRow(
        operation_id="o", event="done", happened=datetime(2026, 6, 20, tzinfo=UTC),
        customer_id="C1", detail={},
    )  # fmt: skip
    with writing(store.engine) as session:
        session.add(row)
        session.flush()
        return row.id


def test_the_next_has_the_same_one_without_a_row_and_counts_from_one_again(lent: Lend) -> None:
    with lent() as url:
        store = SqlStore(url)
        store.import_records(CUSTOMERS, ORDERS)
        assert store.order_count() == len(ORDERS)
        assert audited(store) == 1
        store.close()
    with lent() as again:
        assert again == url
        store = SqlStore(again)
        with Session(store.engine) as session:
            for table in Base.metadata.sorted_tables:
                assert session.execute(table.select()).all() == [], table.name
        assert audited(store) == 1
        store.close()


def test_a_transaction_left_open_holds_up_nobody(lent: Lend) -> None:
    with lent() as url:
        store = SqlStore(url)
        left = store.engine.connect()
        left.exec_driver_sql("LOCK TABLE orders")
    with pytest.raises(OperationalError):
        left.exec_driver_sql("SELECT 1")
    left.close()
    store.close()
    with lent() as again:
        assert again == url


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE left_over (name TEXT)",
        "ALTER TABLE orders ADD COLUMN left_over TEXT",
        "ALTER TABLE orders ALTER COLUMN state DROP NOT NULL",
        "DROP INDEX ix_orders_customer_id",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_one_whose_tables_were_changed_is_lent_to_nobody(change: str, lent: Lend) -> None:
    with lent() as url:
        engine = open_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql(change)
        engine.dispose()
    with lent() as other:
        assert other != url


def test_two_at_once_are_two(lent: Lend) -> None:
    with ExitStack() as stack:
        urls = [stack.enter_context(lent()) for _ in range(2)]
        assert len(set(urls)) == 2
