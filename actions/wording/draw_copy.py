"""Requests for copy over an index, drawn with a seed. Owns the draw; a product's record goes along
as the catalogue holds it, with all its variants."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from actions.api.product_json import record
from llm.plan import Task
from retrieval.values import Product

COPY_SHARES = {
    Task.DESCRIPTION: 0.07,
    Task.SEARCH_AD: 0.06,
    Task.SOCIAL: 0.05,
    Task.EMAIL: 0.07,
}
_NAMES = ("Priya", "Tom", "Mei Lin", "Oisín", "Mrs Okafor", "Dr Weiss")
_DAYS = ("2026-12-06", "2026-12-24", "2027-01-31")
_LINK = "https://shop.example/p/{id}"


def draw_copy(products: Sequence[Product], task: Task, rng: random.Random) -> dict[str, Any]:
    """The fields of a row of that task, but for its tone and length."""
    product = rng.choice(products)
    row: dict[str, Any] = {"query": "", "n": rng.choice([1, 1, 2, 3])}
    match task:
        case Task.SEARCH_AD:
            row["ask"] = rng.choice(["headline", "text"])
        case Task.SOCIAL:
            row["ask"] = rng.choice(["post", "post", "offer"])
        case Task.EMAIL:
            row["ask"] = rng.choice(["subject", "preview", "body", "body"])
            row["reason"] = rng.choice(["", "offer", "back_in_stock", "new", "again"])
        case _:
            row["ask"] = ""
    if "offer" in (row["ask"], row.get("reason")):
        product = _offered(products, rng) or product
        if not _is_offered(product):
            row |= {"ask": "post"} if task is Task.SOCIAL else {"reason": ""}
    if row.get("reason") == "back_in_stock" and not any(v.stock for v in product.variants):
        row["reason"] = "new"
    return row | _occasion(product, task, rng) | {"products": [record(product)]}


def _occasion(product: Product, task: Task, rng: random.Random) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    if task in (Task.SOCIAL, Task.EMAIL):
        if rng.random() < 0.6:
            extra["link"] = _LINK.format(id=product.product_id)
        if rng.random() < 0.5:
            extra["offer"] = {"until": rng.choice(_DAYS)}
    if task is Task.EMAIL and rng.random() < 0.5:
        extra["customer_name"] = rng.choice(_NAMES)
    return extra


def _offered(products: Sequence[Product], rng: random.Random) -> Product | None:
    found = [product for product in products if _is_offered(product)]
    return rng.choice(found) if found else None


def _is_offered(product: Product) -> bool:
    """As a native row is read: the first variant in stock speaks for it."""
    known = [v for v in product.variants if v.in_stock] or list(product.variants)
    price, before = known[0].price, known[0].list_price
    return bool(price and before and before.amount_minor > price.amount_minor)
