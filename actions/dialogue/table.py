"""The table that sets products side by side. Owns which rows are worth showing, their order, and
which number is the least or the most of its row: whether that is better isn't said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.values import Attribute, Hit

MOST_ROWS = 12

Words = Mapping[str, str]
Marks = Mapping[str, Words]
Numbers = Sequence[float | None]


def comparison(hits: Sequence[Hit], words: Words, marks: Marks, locale: str) -> dict[str, Any]:
    """`{columns: [{product_id, title}], rows: [{label, values, differs, mark?}]}`: rows that differ
    before equal ones; among each other price, rating and stock first. `mark` is `{place, text}`
    where one value alone is the least or the most of the row, and `marks` has a word for that."""
    columns = [{"product_id": h.product.product_id, "title": h.product.title} for h in hits]
    rows = [
        _row(
            "price", words["price"], [_price(h, words, locale) for h in hits], marks, _amounts(hits)
        ),
        _row("rating", words["rating"], [_rating(h, words) for h in hits], marks, _ratings(hits)),
        _row("stock", words["stock"], [_stock(hit, words) for hit in hits], marks),
        *_attributes(hits, words, marks),
    ]
    told = [row for row in rows if any(value != words["unknown"] for value in row["values"])]
    return {
        "columns": columns,
        "rows": sorted(told, key=lambda row: not row["differs"])[:MOST_ROWS],
    }


def _row(
    name: str, label: str, values: list[str], marks: Marks, numbers: Numbers = ()
) -> dict[str, Any]:
    row = {"label": label, "values": values, "differs": len(set(values)) > 1}
    mark = _mark(numbers, marks.get(name, {}))
    return row | ({"mark": mark} if mark else {})


def _mark(numbers: Numbers, words: Words) -> dict[str, Any] | None:
    """Only where all are known: what isn't recorded may be less or more."""
    known = [number for number in numbers if number is not None]
    if len(known) < 2 or len(known) < len(numbers):
        return None
    for side, wanted in (("least", min(known)), ("most", max(known))):
        if side in words and known.count(wanted) == 1:
            return {"place": known.index(wanted), "text": words[side]}
    return None


def _price(hit: Hit, words: Words, locale: str) -> str:
    return hit.variant.price.text(locale) if hit.variant.price else words["unknown"]


def _amounts(hits: Sequence[Hit]) -> Numbers:
    prices = [hit.variant.price for hit in hits]
    if len({price.currency for price in prices if price}) > 1:
        return ()
    return [float(price.amount) if price else None for price in prices]


def _rating(hit: Hit, words: Words) -> str:
    return words["unknown"] if hit.product.rating is None else f"{hit.product.rating:g} / 5"


def _ratings(hits: Sequence[Hit]) -> Numbers:
    return [hit.product.rating for hit in hits]


def _stock(hit: Hit, words: Words) -> str:
    in_stock = hit.variant.in_stock
    return words["unknown"] if in_stock is None else words["yes" if in_stock else "no"]


def _attributes(hits: Sequence[Hit], words: Words, marks: Marks) -> list[dict[str, Any]]:
    """Of the attributes that most of the products have."""
    labels = {a.name: a.label for hit in hits for a in hit.product.attributes}
    rows = []
    for name, label in labels.items():
        found = [hit.product.attribute(name) for hit in hits]
        held = [attribute.text for attribute in found if attribute]
        if len(held) * 2 < len(hits) + 1:
            continue
        values = [attribute.text if attribute else words["unknown"] for attribute in found]
        rows.append(_row(name, label.capitalize(), values, marks, _numbers(found)))
    return rows


def _numbers(found: Sequence[Attribute | None]) -> Numbers:
    """In one unit; none where they are stated in several."""
    if len({attribute.unit.casefold() for attribute in found if attribute}) > 1:
        return ()
    return [_number(attribute) for attribute in found]


def _number(attribute: Attribute | None) -> float | None:
    value = attribute.value if attribute else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
