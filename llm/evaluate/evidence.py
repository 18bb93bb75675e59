"""The evidence that a reply brings along: each entry must be found in the records it cites. Owns
where a `source` points to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from llm.evaluate.problem import Problem
from llm.evaluate.records import Item, Records, leaves, numbers_of, squeeze, words_of

# Where the records of service lie in a request.
SERVICE = {
    "return": "return", "orders": "recommendation", "events": "recommendation",
    "offers": "recommendation", "queue": "handoff",
}  # fmt: skip


def evidence_problems(evidence: Iterable[Mapping[str, Any]], records: Records) -> Iterator[Problem]:
    for entry in evidence:
        if not {"field", "value", "source"} <= set(entry):
            yield Problem("evidence", str(dict(entry)), "lacks field, value or source")
        elif not _found(str(entry["field"]), entry["value"], str(entry["source"]), records):
            said = f"{entry['field']} = {entry['value']} ({entry['source']})"
            yield Problem("evidence", said, "isn't in the record it cites")


def _found(field: str, value: Any, source: str, records: Records) -> bool:
    kind, _, where = source.partition(":")
    if kind == "catalog":
        cited = [item for item in records.items if where.split("/")[0] == item.product_id]
        return any(_in_item(field, value, item, where) for item in cited)
    if kind == "order":
        ids = {text for path, text in records.leaves.items() if path.endswith(("id", "number"))}
        return where in ids and _in_leaves(value, records.leaves)
    if kind == "policy":
        return any(_in_passage(value, where, passage) for passage in records.passages)
    if kind in {"query", "search", "shop"}:
        return _in_request(value, records)
    return kind in SERVICE and _in_service(kind, field, value, where, records)


def _in_service(kind: str, field: str, value: Any, where: str, records: Records) -> bool:
    """A field of the request's own object; `where` is the order's or the product's id."""
    held = records.rest
    if kind == "return" and where and where != held.get("return.order_id"):
        return False
    if kind == "events" and where:
        titles = {item.title for item in records.items if item.product_id == where}
        return held.get(f"recommendation.{field}") == where and squeeze(str(value)) in titles
    path = f"{SERVICE[kind]}.{field}"
    if isinstance(value, Mapping) and "amount" in value:
        amount, currency = held.get(f"{path}.amount"), held.get(f"{path}.currency")
        same = amount is not None and Decimal(amount) == Decimal(str(value["amount"]))
        return same and currency == value.get("currency")
    return held.get(path) == _text(value)


def _in_item(field: str, value: Any, item: Item, where: str) -> bool:
    variant = where.partition("/")[2]
    known = {str(v) for path, v in leaves(item.record) if path.endswith(("variant_id", "].id"))}
    if variant and known and variant not in known:
        return False
    name = field.removeprefix("attributes.").removeprefix("options.").removeprefix("attribute:")
    if field in {"price", "list_price"}:
        held = item.prices if field == "price" else item.list_prices
        amount = value.get("amount") if isinstance(value, Mapping) else value
        return any(Decimal(str(amount)) == one.value for one in held)
    if field == "in_stock":
        return value is item.in_stock
    if field == "attributes":
        return str(value) in item.values or str(value).replace("_", " ") in item.words
    if name in item.values and (field != name or name not in {"title", "brand", "rating"}):
        said = value if isinstance(value, list | tuple) else [value]
        return all(_text(one) in item.values[name] for one in said)
    if field == "title":
        return _part_of(str(value), item.title)
    own = item.record.get(field)
    return own is not None and _text(own) == _text(value)


def _part_of(said: str, title: str) -> bool:
    """The title, or some of its words as they stand together: where there is little room."""
    bare = squeeze(re.sub(r"[,;:(]", " ", title))
    return bool(said.strip()) and (said == title or f" {squeeze(said)} " in f" {bare} ")


def _in_leaves(value: Any, held: Mapping[str, str]) -> bool:
    """A single value, an amount of money, or the day of a moment."""
    if isinstance(value, Mapping) and "amount" in value:
        amount = Decimal(str(value["amount"]))
        return any(amount == number for text in held.values() for number in numbers_of(text))
    said = _text(value)
    return said in held.values() or any(text.startswith(f"{said}T") for text in held.values())


def _in_passage(value: Any, where: str, passage: Mapping[str, str]) -> bool:
    file, _, heading = where.partition("#")
    if file != passage.get("source") or heading != str(passage.get("heading", "")):
        return False
    return squeeze(str(value)) in squeeze(f"{passage.get('heading', '')} {passage.get('text', '')}")


def _in_request(value: Any, records: Records) -> bool:
    """A count of the results, or the customer's own words."""
    if isinstance(value, int) and value in {records.total, len(records.items)}:
        return True
    if isinstance(value, Mapping) and "amount" in value:
        known_numbers = {*numbers_of(records.query), *records.loose_numbers}
        return Decimal(str(value["amount"])) in known_numbers
    said = {word for _, text in leaves({"value": value}) for word in words_of(text)}
    known = set(records.query_words | records.loose_words)
    for item in records.items:
        known |= item.words
    return said <= known


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return squeeze(f"{value:g}" if isinstance(value, float) else str(value))
