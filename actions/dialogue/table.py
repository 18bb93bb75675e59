"""The table that sets products side by side. Owns which rows are worth showing, and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.values import Hit

MOST_ROWS = 12


def comparison(hits: Sequence[Hit], words: Mapping[str, str], locale: str) -> dict[str, Any]:
    """`{columns: [{product_id, title}], rows: [{label, values}]}`: price, rating and stock first,
    then the attributes that most of the products have, differing ones before equal ones."""
    columns = [{"product_id": h.product.product_id, "title": h.product.title} for h in hits]
    offer = [
        _row(words["price"], [_price(hit, words, locale) for hit in hits]),
        _row(words["rating"], [_rating(hit, words) for hit in hits]),
        _row(words["stock"], [_stock(hit, words) for hit in hits]),
    ]
    return {"columns": columns, "rows": [*offer, *_attributes(hits, words)][:MOST_ROWS]}


def _row(label: str, values: list[str]) -> dict[str, Any]:
    return {"label": label, "values": values}


def _price(hit: Hit, words: Mapping[str, str], locale: str) -> str:
    return hit.variant.price.text(locale) if hit.variant.price else words["unknown"]


def _rating(hit: Hit, words: Mapping[str, str]) -> str:
    return words["unknown"] if hit.product.rating is None else f"{hit.product.rating:g} / 5"


def _stock(hit: Hit, words: Mapping[str, str]) -> str:
    in_stock = hit.variant.in_stock
    return words["unknown"] if in_stock is None else words["yes" if in_stock else "no"]


def _attributes(hits: Sequence[Hit], words: Mapping[str, str]) -> list[dict[str, Any]]:
    labels = {a.name: a.label for hit in hits for a in hit.product.attributes}
    rows = []
    for name, label in labels.items():
        found = [hit.product.attribute(name) for hit in hits]
        held = [attribute.text for attribute in found if attribute]
        if len(held) * 2 < len(hits) + 1:
            continue
        values = [attribute.text if attribute else words["unknown"] for attribute in found]
        rows.append((len(set(values)) == 1, _row(label.capitalize(), values)))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]
