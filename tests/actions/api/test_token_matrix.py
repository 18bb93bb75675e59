"""Every route, with every token that isn't Bert's: nothing of Bert's comes back, whatever is asked.

What is his is marked with a word that stands nowhere else; the requests name him in path, query and
body, as somebody would who knows his ids.
"""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from two_customers import CUSTOMERS, ORDERS

from actions.personal.visitor import Visitor
from actions.routes import PUBLIC, Route
from actions.stores.engine import writing
from actions.stores.schema import FeedbackRow

MARK = "quagga"
BERT = "C2"
OWN_BODIES: dict[str, dict[str, Any]] = {
    "POST /chat/messages": {"text": f"where is the order of {BERT}?"},
    "POST /api/search": {"query": "jacket"},
    "POST /api/recommend": {"k": 5},
    "POST /api/events": {"type": "view", "product_id": "mug-1"},
    "POST /api/session": {},
    "PUT /api/consent": {"personalisation": True},
}
NAMING = {"customer_id": BERT, "session": "bert-session"}


def marked(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Bert's, with the mark in what is told of a person or an order."""
    return [
        json.loads(re.sub(r'("(?:name|street|email|tracking|title)": ")', rf"\1{MARK}-", text))
        if BERT in (text := json.dumps(one))
        else one
        for one in records
    ]


@pytest.fixture
async def stand(make_stand: Any, services: Any) -> Any:
    services.store.import_records(marked(CUSTOMERS), marked(ORDERS))
    with writing(services.store.engine) as session:
        told = {"session": f"{MARK}-session", "turn_id": MARK, "part": 0, "value": "up"}
        session.add(FeedbackRow(**told, given=datetime.now(UTC)))
    stand = await make_stand(services)
    bert = {"Authorization": f"Bearer {stand.customer_token(BERT)}"}
    agreed = {"personalisation": True, "marketing": True, "analytics": True}
    await stand.client.put("/api/consent", json=agreed, headers=bert)
    seen = {"type": "search", "query": MARK}
    await stand.client.post("/api/events", json=seen, headers=bert)
    look = {"type": "view", "product_id": "jacket-1"}
    await stand.client.post("/api/events", json=look, headers=bert)
    return stand


async def others(stand: Any) -> dict[str, dict[str, str]]:
    """Nobody, a visitor, and another customer by each of their two tokens."""
    said = await (await stand.say("hello")).json()
    token = stand.customer_token("C1")
    mine = {"Authorization": f"Bearer {token}"}
    opened = await (await stand.client.post("/api/session", json={}, headers=mine)).json()
    return {
        "nobody": {},
        "a visitor": {"Authorization": f"Bearer {said['session']}"},
        "Ann": mine,
        "Ann's session": {"Authorization": f"Bearer {opened['session']}"},
    }


def addressed(route: Route) -> str:
    """Bert's own ids where the path takes one."""
    path = re.sub(r"\{(\w+):[^}]*\}", r"{\1}", route.path)
    named = {"{id}": BERT, "{reference}": "R1", "{page}": "inbox", "{lever}": "help_offer"}
    for place, name in named.items():
        path = path.replace(place, name)
    return path


ASKED = [one for one in PUBLIC if one.path not in ("/chat", "/widget/{path:.+}")]


@pytest.mark.parametrize("route", ASKED, ids=lambda one: f"{one.method} {one.path}")
async def test_nothing_of_anothers_comes_back(stand: Any, route: Route) -> None:
    path, body = addressed(route), OWN_BODIES.get(f"{route.method} {route.path}", {})
    for who, headers in (await others(stand)).items():
        for query in ("", f"?customer_id={BERT}", "?session=bert-session"):
            for sent in (body, body | NAMING, body | {"customer_id": BERT}):
                answer = await stand.client.request(
                    route.method, path + query, headers=headers,
                    json=None if route.method == "GET" else sent,
                )  # fmt: skip
                told = await answer.text()
                assert MARK not in told, (who, route.path, query, sent, told[:300])
                assert answer.status < 500, (who, route.path, told)


async def test_nothing_of_berts_was_changed_by_any_of_it(stand: Any, services: Any) -> None:
    for route in ASKED:
        for headers in (await others(stand)).values():
            body = OWN_BODIES.get(f"{route.method} {route.path}", {}) | NAMING
            sent = None if route.method == "GET" else body
            await stand.client.request(route.method, addressed(route), headers=headers, json=sent)
    personal = services.personal
    consented = await asyncio.to_thread(personal.consents.of, Visitor(customer_id=BERT))
    assert all(one.granted for one in consented.values())
    taste = await asyncio.to_thread(personal.advisor.taste, Visitor(customer_id=BERT))
    assert taste.deeds > 1
    kept = services.store.customer(BERT)
    assert kept is not None
    assert MARK in kept.email


async def test_the_mark_is_seen_by_whoever_may(stand: Any) -> None:
    """So that its absence says something."""
    told = await (await stand.client.get(f"/api/customers/{BERT}", headers=stand.admin())).text()
    assert told.count(MARK) > 3
