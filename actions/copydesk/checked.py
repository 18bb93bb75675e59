"""A text of copy as the independent checker reads it: with its request and its record beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.api.product_json import record
from actions.copydesk.wish import Wish


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
