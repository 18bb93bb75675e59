"""Keeps the sample shop's people and orders current in a store that holds nothing else.

Owns the shift in time: the sample was made as of a day named in `meta.json`, and is moved so that
this day is today. An order that was on its way then is on its way now. What was loaded is noted in
the store, so that a sample made anew replaces it, and on another day the orders move along: but for
those that somebody has changed, whose cancelling of yesterday isn't undone. The orders of a shop
carry no such note and are never touched.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from actions.errors import Unavailable
from actions.stores.sql import SqlStore

DATES = ("shipped_on", "expected_from", "expected_to", "delivered_on", "cancelled_on")
FILES = ("meta.json", "customers.jsonl", "orders.jsonl", "gift_cards.jsonl")


def load_sample(store: SqlStore, catalog_dir: Path, today: date) -> int:
    """How many orders were loaded; 0 when the store's are current or a shop's own. Raises
    `Unavailable` when the sample's files are missing."""
    noted = store.origin()
    if noted is None and not store.is_empty():
        return 0
    files = {name: _read(catalog_dir / name) for name in FILES}
    fingerprint = hashlib.sha256(b"\0".join(files.values())).hexdigest()[:16]
    this_one = f"sample {fingerprint}"
    wanted = f"{this_one}, as of {today.isoformat()}"
    if noted == wanted:
        return 0
    as_of = date.fromisoformat(json.loads(files["meta.json"])["as_of"])
    orders = [moved(order, today - as_of) for order in _lines(files["orders.jsonl"])]
    if noted and noted.startswith(f"{this_one}, "):
        store.renew_orders(orders, wanted)
        return len(orders)
    cards = _lines(files["gift_cards.jsonl"])
    store.replace_records(_lines(files["customers.jsonl"]), orders, wanted, cards)
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


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(f"The sample shop lacks {path}; check out data/catalog.") from error


def _lines(text: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]
