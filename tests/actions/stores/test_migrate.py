"""A database of any age is brought to today's tables, with what it holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import create_engine, inspect, text

import actions.identity.schema  # its tables are among those that the steps make
import actions.operations.schema  # noqa: F401
from actions.stores import SqlStore
from actions.stores.engine import open_engine
from actions.stores.migrate import migrate
from actions.stores.schema import Base
from actions.stores.searches import SearchTable

BEFORE_STEPS = (
    "CREATE TABLE customers (customer_id VARCHAR(64) PRIMARY KEY, email VARCHAR(254) NOT NULL,"
    " record JSON NOT NULL)",
    "CREATE INDEX ix_customers_email ON customers (email)",
    "CREATE TABLE orders (order_id VARCHAR(64) PRIMARY KEY, customer_id VARCHAR(64) NOT NULL,"
    " state VARCHAR(32) NOT NULL, record JSON NOT NULL)",
    "CREATE INDEX ix_orders_customer_id ON orders (customer_id)",
    "CREATE TABLE notes (name VARCHAR(64) PRIMARY KEY, value VARCHAR(256) NOT NULL)",
    "INSERT INTO notes VALUES ('origin', 'sample abc, as of 2026-11-20')",
    """INSERT INTO customers VALUES ('C1', 'a@shop.example', '{"id": "C1", "name": "Zoë Bé",
    "email": "a@shop.example", "address": {"street": "1 Quay", "city": "Cork", "postcode":
    "t12 b456", "country": "IE"}, "phone": "1"}')""",
    """INSERT INTO orders VALUES ('7', 'C1', 'pending', '{"id": "7", "customer_id": "C1", "placed":
    "2026-11-20T10:00:00", "state": "pending", "items": [{"product_id": "P", "variant_id": "V",
    "title": "Kettle", "quantity": 1, "price": "19.9"}], "shipping": "0", "total": "19.9",
    "currency": "EUR"}')""",
)


def write_old(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in BEFORE_STEPS:
            connection.exec_driver_sql(statement.replace("%", "%%"))
    engine.dispose()


def test_a_database_from_before_the_steps_keeps_what_it_holds(empty_database_url: str) -> None:
    write_old(empty_database_url)
    store = SqlStore(empty_database_url)
    order = store.order("7")
    assert order
    assert (order.version, order.address, order.payments) == (1, None, ())
    assert store.origin() == "sample abc, as of 2026-11-20"
    assert [one.customer_id for one in store.customers_by_name("zoe be", "T12B456")] == ["C1"]
    store.close()


def test_the_steps_make_the_tables_that_the_code_reads(empty_database_url: str) -> None:
    store = SqlStore(empty_database_url)
    inspector = inspect(store.engine)
    for table in Base.metadata.sorted_tables:
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        assert columns == {column.name for column in table.columns}, table.name
        made = {index["name"] for index in inspector.get_indexes(table.name)}
        assert {index.name for index in table.indexes} <= made, table.name
    store.close()


def test_searches_counted_before_the_first_start_are_no_hindrance(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    SearchTable(engine)
    migrate(engine)
    assert {"orders", "applied"} <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_several_that_start_at_once_migrate_once(empty_database_url: str) -> None:
    write_old(empty_database_url)
    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(lambda _: SqlStore(empty_database_url), range(4)))
    with stores[0].engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    for store in stores:
        store.close()


def test_starting_again_changes_nothing(empty_database_url: str) -> None:
    SqlStore(empty_database_url).close()
    again = SqlStore(empty_database_url)
    assert again.order_count() == 0
    again.close()
