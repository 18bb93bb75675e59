"""Realistic requests over an index, drawn with a seed: every task, every tone, mixed.

Owns the mix and the requests about products and orders; what they are drawn from is `shelf`'s.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator
from typing import Any

from actions.wording.draw_copy import COPY_SHARES, draw_copy
from actions.wording.draw_service import SERVICE_MAKERS, SERVICE_SHARES
from actions.wording.shelf import Shelf, found, known
from llm.plan import Length, Task, Tone
from retrieval.values import SearchResult

SHARES = {
    Task.SEARCH: 0.30,
    Task.WHY: 0.14,
    Task.COMPARE: 0.12,
    Task.QA: 0.24,
    Task.ORDER: 0.10,
    Task.POLICY: 0.04,
    Task.NOTHING: 0.04,
    Task.CLARIFY: 0.02,
    **SERVICE_SHARES,
    **COPY_SHARES,
}
_QUESTIONS = {"price": "how much is it?", "stock": "is it in stock?",
              "rating": "how is it rated?", "brand": "who makes it?"}  # fmt: skip
_MISSING_ATTRIBUTES = ("country_of_origin", "noise_level", "washing_instructions")
_RULES = ("can I return it?", "how much is delivery?", "how can I pay?", "is there a warranty?")


def draw_requests(
    shelf: Shelf, count: int, seed: int, tasks: Collection[Task] = ()
) -> Iterator[dict[str, Any]]:
    """`count` rows for `storeclerk generate`, of `tasks` only if there are any."""
    rng = random.Random(seed)
    shares = {task: share for task, share in SHARES.items() if not tasks or task in tasks}
    makers: dict[Task, Callable[[Shelf, random.Random], dict[str, Any]]] = {
        Task.SEARCH: _search,
        Task.WHY: _why,
        Task.COMPARE: _compare,
        Task.QA: _qa,
        Task.ORDER: _order,
        Task.POLICY: _policy,
        Task.NOTHING: _nothing,
        Task.CLARIFY: _clarify,
        **SERVICE_MAKERS,
    }
    for number in range(1, count + 1):
        task = rng.choices(list(shares), list(shares.values()))[0]
        row = {"id": number, "task": task.value, "language": "en"}
        row |= {"tone": rng.choice(list(Tone)).value, "length": rng.choice(list(Length)).value}
        made = makers[task](shelf, rng) if task in makers else draw_copy(shelf.products, task, rng)
        yield row | made


def _searched(query: str, result: SearchResult) -> dict[str, Any]:
    page = result.as_json()
    return {
        "query": query,
        "products": page["hits"],
        "understood": page["understood"],
        "relaxed": page["relaxed"],
        "total": result.total,
    }


def _search(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    row = _searched(*found(shelf, rng))
    return row | {"ask": "more" if rng.random() < 0.15 else ""}


def _why(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    row = _searched(*found(shelf, rng))
    return row | {"products": row["products"][:1], "ask": rng.choice(["", "card"])}


def _compare(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    query, result = found(shelf, rng, at_least=2)
    row = _searched(query, result)
    return row | {"products": row["products"][: rng.choice([2, 2, 3])]}


def _qa(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    product, hit = known(shelf, rng)
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
    query, result = found(shelf, rng)
    near = [hit.as_json() for hit in result.hits[: rng.randint(0, 2)]]
    return {"query": f"{query}, made of moonlight", "products": near}


def _clarify(shelf: Shelf, rng: random.Random) -> dict[str, Any]:
    ask = rng.choice(["order", "product", "unclear", "choices"])
    if ask == "choices":
        hits = found(shelf, rng, at_least=2)[1].as_json()["hits"]
        return {"query": "that one", "ask": ask, "products": hits[:3]}
    return {"query": "hm", "ask": ask}
