"""A text of copy as the independent checker reads it: with its request and its record beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.api.product_json import record
from actions.copydesk.wish import Wish
from retrieval.values import Product


def checked_row(
    wish: Wish, part: str, text: str, evidence: Sequence[Any] = (), source: str = "template"
) -> dict[str, Any]:
    offer = {"offer": {"until": wish.until.isoformat()}} if wish.until else {}
    return {
        "id": f"{wish.product.product_id}/{wish.kind}/{part}",
        "task": wish.kind.value,
        "ask": "offer" if (part, wish.reason) == ("post", "offer") else part,
        "reason": wish.reason,
        "language": wish.language,
        "customer_name": wish.customer,
        "link": wish.link,
        "products": [record(wish.product)],
        "reply": text,
        "evidence": list(evidence),
        "source": source,
    } | offer


def beside_row(
    wish: Wish, products: Sequence[Product], text: str, counted: Mapping[str, Any]
) -> dict[str, Any]:
    """A line about another product, the first, that a reason of `counted` numbers and days speaks
    for, with the product that the reason names."""
    return {
        "id": f"{products[0].product_id}/{wish.kind}/shelf",
        "task": wish.kind.value,
        "ask": "shelf",
        "language": wish.language,
        "products": [record(one) for one in products],
        "recommendation": dict(counted),
        "reply": text,
        "evidence": [],
        "source": "template",
    }
