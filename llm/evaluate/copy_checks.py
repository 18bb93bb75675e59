"""What copy owes and may not do: its place's characters, the product, a fact, an offer's two prices
and last day, where to read on; no hype, no hurry. Owns these rules; whether a fact is true is asked
elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from llm.evaluate.canvas import Canvas
from llm.evaluate.problem import Problem
from llm.evaluate.records import Item, Records, squeeze, words_of
from llm.evaluate.words import WordLists, any_of

LIMITS = {
    ("search_ad", "headline"): 30,
    ("search_ad", "text"): 90,
    ("listing", "title"): 60,
    ("listing", "meta"): 155,
    ("email", "subject"): 60,
    ("email", "preview"): 90,
}
PARTS = {"search_ad": "headline", "social": "post", "email": "body", "listing": "title"}
# Where a name stands for the product, and where at least one fact must.
NAMED = frozenset({"product", "headline", "title", "meta", "subject", "post", "offer", "body"})
TOLD = frozenset({"product", "text", "meta", "preview", "post", "offer"})
LINKED = frozenset({"post", "offer", "body"})
TASKS = frozenset({"description", "search_ad", "listing", "social", "email"})
_MIN_PRICES = 2


def part_of(task: str, ask: str) -> str:
    """The part of a row; what it is where the row doesn't say."""
    return "product" if task == "description" else ask or PARTS.get(task, "")


def copy_problems(task: str, ask: str, canvas: Canvas, words: WordLists) -> Iterator[Problem]:
    """Too long for its place, or words that no copy of a good shop holds."""
    if task not in TASKS:
        return
    limit = LIMITS.get((task, part_of(task, ask)))
    if limit and len(canvas.text) > limit:
        yield Problem("limit", canvas.text, f"has more than {limit} characters")
    for match in canvas.find(any_of(words.list("hype"))):
        yield Problem("hype", match.group(), "is hype, hurry or a claim about everyone")


def copy_missing(task: str, row: Mapping[str, Any], canvas: Canvas, records: Records) -> str:
    """What the copy of `row` owes and doesn't say."""
    part = part_of(task, str(row.get("ask") or ""))
    item = records.items[0] if records.items else None
    if item is None:
        return ""
    if part in NAMED and not _is_named(canvas, item):
        return "the product isn't named"
    if part in TOLD and _tellable(item) and not _tells(canvas, item):
        return "no fact is said"
    if "offer" in (part, row.get("reason")) and part not in ("subject", "headline"):
        return _offer_missing(row, canvas)
    link = str(row.get("link") or "")
    if link and part in LINKED and link not in canvas.text:
        return "the link isn't given"
    customer = str(row.get("customer_name") or "")
    if customer and part == "body" and squeeze(customer) not in canvas.text:
        return "the customer isn't greeted"
    return ""


def _offer_missing(row: Mapping[str, Any], canvas: Canvas) -> str:
    if len(canvas.of("money")) < _MIN_PRICES:
        return "the price and the list price aren't both said"
    until = (row.get("offer") or {}).get("until")
    return "the offer's last day isn't said" if until and not canvas.of("date") else ""


def _is_named(canvas: Canvas, item: Item) -> bool:
    """By its title, a part of it, or brand and category."""
    said = set(words_of(canvas.text))
    names = f"{item.title} {item.brand} {item.record.get('category') or ''}"
    return bool(canvas.of("name")) or bool(said & set(words_of(names)))


def _tellable(item: Item) -> bool:
    return bool(item.brand or any(v.lower() != "no" for vs in item.values.values() for v in vs))


def _tells(canvas: Canvas, item: Item) -> bool:
    """A value, or the name of what is simply so: "gift-ready"."""
    kinds = ("money", "rating", "value", "unit", "word", "number", "brand", "name", "code", "count")
    labels = {word for name in item.values for word in words_of(name)}
    return bool(canvas.of(*kinds)) or bool(labels & set(words_of(canvas.text)))
