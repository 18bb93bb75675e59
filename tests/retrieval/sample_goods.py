"""Part of the sample shop, for what a small shop can't show: neighbours that are nearly meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from retrieval.catalog import read_products
from retrieval.values import Product

PROJECT = Path(__file__).parents[2]
DEPARTMENTS = frozenset(
    {
        "Camping & Hiking",
        "Coffee & Tea",
        "Computers & Accessories",
        "Cycling",
        "Garden",
        "Kitchen",
        "Outdoor Clothing",
        "Pets",
        "Phones & Gadgets",
    }
)


def sample_products() -> Iterator[Product]:
    source = PROJECT / "data" / "catalog" / "products.jsonl"
    reader = read_products(source, mapping=None, format=None, skip_bad=False, currency="EUR")
    return (product for product in reader if product.department in DEPARTMENTS)
