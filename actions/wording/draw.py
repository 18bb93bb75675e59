"""Realistic requests over an index, drawn with a seed: every task, every tone, mixed.

Owns the draw; the shop's orders and policies come from its files, where it has them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm.plan import Length, Task, Tone
from retrieval.index import Index
from retrieval.markdown import sections
from retrieval.values import Hit, Product, SearchResult

SHARES = {
    Task.SEARCH: 0.30,
    Task.WHY: 0.14,
    Task.COMPARE: 0.12,
    Task.QA: 0.24,
    Task.ORDER: 0.10,
    Task.POLICY: 0.04,
    Task.NOTHING: 0.04,
    Task.CLARIFY: 0.02,
}
HITS = 6
_WISHES = ("{kind}", "a {kind} under {limit}", "{kind} for a present", "{brand} {kind}",
           "a {kind} not by {brand}", "{colour} {kind}", "do you have a {kind}?")  # fmt: skip
_QUESTIONS = {"price": "how much is it?", "stock": "is it in stock?",
              "rating": "how is it rated?", "brand": "who makes it?"}  # fmt: skip
_MISSING_ATTRIBUTES = ("country_of_origin", "noise_level", "washing_instructions")
_RULES = ("can I return it?", "how much is delivery?", "how can I pay?", "is there a warranty?")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What requests are drawn from."""

    index: Index
    products: tuple[Product, ...]
    orders: tuple[dict[str, Any], ...]
    policies: tuple[dict[str, str], ...]

    @classmethod
    def open(cls, index: Index, orders: Path | None, knowledge: Path | None) -> Shelf:
        lines = orders.read_text(encoding="utf-8").splitlines() if orders else []
        return cls(
            index,
            tuple(index.products()),
            tuple(json.loads(line) for line in lines if line.strip()),
            tuple(_policies(knowledge)) if knowledge else (),
        )


def _policies(folder: Path) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("*.md")):
        for section in sections(path.read_text(encoding="utf-8")):
            text = section.paragraphs[0]
            yield {"source": path.stem, "heading": section.heading, "text": text}


def draw_requests(shelf: Shelf, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """`count` rows for `storeclerk generate`."""
    rng = random.Random(seed)
    makers: dict[Task, Callable[[Shelf, random.Random], dict[str, Any]]] = {
        Task.SEARCH: _search,
        Task.WHY: _why,
        Task.COMPARE: _compare,
        Task.QA: _qa,
        Task.ORDER: _order,
        Task.POLICY: _policy,
        Task.NOTHING: _nothing,
        Task.CLARIFY: _clarify,
    }
    for number in range(1, count + 1):
        task = rng.choices(list(SHARES), list(SHARES.values()))[0]
        row = {"id": number, "task": task.value, "language": "en"}
        row |= {"tone": rng.choice(list(Tone)).value, "length": rng.choice(list(Length)).value}
        yield row | makers[task](shelf, rng)


def _wish(shelf: Shelf, rng: random.Random) -> str:
    product = rng.choice(shelf.products)
    variant = rng.choice(product.variants)
    kind = product.category or " ".join(product.title.split()[-2:])
    limit = int(variant.price.amount * rng.choice([1, 2])) + 1 if variant.price else 100
    colour = variant.options.get("colour", "black")
    said = rng.choice(_WISHES)
    return said.format(kind=kind.lower(), limit=limit, brand=product.brand or "acme", colour=colour)


def _found(shelf: Shelf, rng: random.Random, at_least: int = 1) -> tuple[str, SearchResult]:
    while True:
        query = _wish(shelf, rng)
        result = shelf.index.search(query, k=rng.randint(at_least, HITS))
        if len(result.hits) >= at_least:
            return query, result


def _searched(query: str, result: SearchResult) -> dict[str, Any]:
    found = result.as_json()
    return {
        "query": query,
        "products": found["hits"],
        "understood": found["understood"],
        "relaxed": found["relaxed"],
        "total": result.total,
    }


def _search(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    row = _searched(*_found(shelf, rng))
    return row | {"ask": "more" if rng.random() < 0.15 else ""}


def _why(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    row = _searched(*_found(shelf, rng))
    return row | {"products": row["products"][:1], "ask": rng.choice(["", "card"])}


def _compare(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    query, result = _found(shelf, rng, at_least=2)
    row = _searched(query, result)
    return row | {"products": row["products"][: rng.choice([2, 2, 3])]}


def _qa(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    product, hit = _known(shelf, rng)
    names = [attribute.name for attribute in product.attributes]
    kind = rng.random()
    if kind < 0.3:
        ask = rng.choice(list(_QUESTIONS))
        query = _QUESTIONS[ask]
    elif kind < 0.75 and names:
        ask = rng.choice(names)
        query = f"what about the {ask.replace('_', ' ')}?"
    elif kind < 0.9:
        ask, query = "", "tell me more about it"
    else:
        ask = rng.choice(_MISSING_ATTRIBUTES)
        query = f"what is the {ask.replace('_', ' ')}?"
    return {"query": query, "ask": ask, "products": [hit.as_json()]}


def _known(shelf: Shelf, rng: random.Random) -> tuple[Product, Hit]:
    """A product whose title finds something; a title of bare codes may not."""
    while True:
        product = rng.choice(shelf.products)
        if hits := shelf.index.search(product.title, k=1).hits:
            return product, hits[0]


def _order(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    if not shelf.orders or rng.random() < 0.05:
        number = str(rng.randint(90_000, 99_999))
        return {"query": f"where is order {number}?", "ask": number, "order": None}
    order = rng.choice(shelf.orders)
    return {"query": f"where is my order {order['id']}?", "order": order}


def _policy(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    passages = [rng.choice(shelf.policies)] if shelf.policies and rng.random() < 0.9 else []
    return {"query": rng.choice(_RULES), "policy": passages}


def _nothing(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    query, result = _found(shelf, rng)
    near = [hit.as_json() for hit in result.hits[: rng.randint(0, 2)]]
    return {"query": f"{query}, made of moonlight", "products": near}


def _clarify(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    ask = rng.choice(["order", "product", "unclear", "choices"])
    if ask == "choices":
        found = _found(shelf, rng, at_least=2)[1].as_json()["hits"]
        return {"query": "that one", "ask": ask, "products": found[:3]}
    return {"query": "hm", "ask": ask}
