"""The sample shop's own records, read plainly from its files, to hold what a page says against."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from running_shop import ROOT

CATALOG = ROOT / "data" / "catalog"
Record = dict[str, Any]


@cache
def products() -> dict[str, Record]:
    return _by_id("products.jsonl")


@cache
def orders() -> dict[str, Record]:
    return _by_id("orders.jsonl")


@cache
def customers() -> dict[str, Record]:
    return _by_id("customers.jsonl")


def policy(source: str) -> str:
    return (ROOT / "data" / "knowledge" / "en" / f"{source}.md").read_text(encoding="utf-8")


def variant(product: Record, variant_id: str) -> Record:
    return next(one for one in product["variants"] if one["id"] == variant_id)


def _by_id(name: str) -> dict[str, Record]:
    lines = (CATALOG / name).read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}
