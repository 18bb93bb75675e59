"""The committed sample shop, read once for these tests: raw records and parsed products."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.catalog import read_products
from retrieval.values import Product

ROOT = Path(__file__).resolve().parents[3]
CATALOG = ROOT / "data" / "catalog"
POLICIES = ROOT / "data" / "knowledge" / "en"


@cache
def records(name: str) -> list[dict[str, Any]]:
    lines = (CATALOG / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def products() -> list[Product]:
    source = CATALOG / "products.jsonl"
    return list(read_products(source, mapping=None, format=None, skip_bad=False, currency="EUR"))


def facts(record: dict[str, Any]) -> dict[str, Any]:
    """Attribute values by name, without their units."""
    return {
        name: value["value"] if isinstance(value, dict) else value
        for name, value in record["attributes"].items()
    }
