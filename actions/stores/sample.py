"""Fills an empty store with the sample shop's people and orders.

Owns the shift in time: the sample was made as of a day named in `meta.json`, and is moved so that
this day is today. An order that was on its way then is on its way now.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from actions.errors import Unavailable
from actions.stores.sql import SqlStore

DATES = ("shipped_on", "expected_from", "expected_to", "delivered_on", "cancelled_on")


def load_sample(store: SqlStore, catalog_dir: Path, today: date) -> int:
    """How many orders were loaded; 0 when the store has orders already. Raises `Unavailable`
    when the sample's files are missing."""
    if store.order_count():
        return 0
    try:
        as_of = date.fromisoformat(json.loads((catalog_dir / "meta.json").read_text())["as_of"])
        customers = _lines(catalog_dir / "customers.jsonl")
        orders = _lines(catalog_dir / "orders.jsonl")
    except FileNotFoundError as error:
        raise Unavailable(
            f"The sample shop lacks {error.filename}; check out data/catalog."
        ) from error
    shift = today - as_of
    store.import_records(customers, [moved(order, shift) for order in orders])
    return len(orders)


def moved(order: dict[str, Any], shift: timedelta) -> dict[str, Any]:
    """The order with each of its dates `shift` later."""
    later = dict(order)
    later["placed"] = (datetime.fromisoformat(order["placed"]) + shift).isoformat()
    for name in DATES:
        if order.get(name):
            later[name] = (date.fromisoformat(order[name]) + shift).isoformat()
    if order.get("refund"):
        issued = date.fromisoformat(order["refund"]["issued_on"]) + shift
        later["refund"] = {**order["refund"], "issued_on": issued.isoformat()}
    return later


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
