"""Puts a customer's records back as they were before, in the store of a simulated shop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete

from actions.stores import SqlStore
from actions.stores.engine import writing
from actions.stores.schema import RequestRow


def restore(
    store: SqlStore,
    customer_id: str,
    customers: Iterable[dict[str, Any]],
    orders: Iterable[dict[str, Any]],
) -> None:
    """Of all the records given, the one customer's."""
    with writing(store.engine) as session:
        session.execute(delete(RequestRow).where(RequestRow.customer_id == customer_id))
    store.import_records(
        [one for one in customers if one["id"] == customer_id],
        [one for one in orders if one["customer_id"] == customer_id],
    )
