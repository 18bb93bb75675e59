"""Events and thumbs: kept once, with whose they are told by tokens alone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text


def rows(shop: Any, table: str) -> list[Any]:
    with shop.parts.services.store.engine.connect() as connection:
        return list(connection.execute(text(f"SELECT * FROM {table}")).mappings())


async def bearer(shop: Any) -> dict[str, str]:
    session = (await (await shop.say("hi")).json())["session"]
    return {"Authorization": f"Bearer {session}"}


async def agreeing(shop: Any, headers: dict[str, str], **whose: str) -> dict[str, str]:
    """`headers`, whose visitor has agreed to everything."""
    said = {"personalisation": True, "marketing": True, "analytics": True}
    answer = await shop.client.put("/api/consent", json=said | whose, headers=headers)
    assert answer.status == 200, await answer.text()
    return headers


async def test_one_event_is_kept_with_its_session(shop: Any) -> None:
    headers = await agreeing(shop, await bearer(shop))
    event = {"type": "view", "product_id": "mug-1"}
    answer = await shop.client.post("/api/events", json=event, headers=headers)
    assert answer.status == 202
    assert await answer.json() == {"received": 1, "stored": 1}
    (row,) = rows(shop, "events")
    assert (row["kind"], row["product_id"], row["customer_id"]) == ("view", "mug-1", None)
    assert row["session"] == shop.rasa.calls[0]["sender"]


async def test_a_batch_is_kept_once_however_often_it_is_sent(shop: Any) -> None:
    headers = await agreeing(shop, {"Authorization": f"Bearer {shop.customer_token('c-9')}"})
    events = [
        {"id": "e1", "type": "search", "query": "mug"},
        {"id": "e2", "type": "purchase", "product_id": "mug-1", "quantity": 2, "value": 25.0},
    ]
    stored = []
    for _ in range(2):
        answer = await shop.client.post("/api/events", json={"events": events}, headers=headers)
        stored.append((await answer.json())["stored"])
    assert stored == [2, 0]
    assert {row["customer_id"] for row in rows(shop, "events")} == {"c-9"}


async def test_the_shops_back_end_may_say_whose_events_they_are(shop: Any) -> None:
    await agreeing(shop, shop.admin(), customer_id="c-3")
    event = {"type": "view", "product_id": "mug-1", "customer_id": "c-3", "session": "till-1"}
    await shop.client.post("/api/events", json=event, headers=shop.admin())
    (row,) = rows(shop, "events")
    assert (row["customer_id"], row["session"]) == ("c-3", "till-1")


@pytest.mark.parametrize(
    ("event", "field"),
    [
        ({"type": "stare", "product_id": "p"}, "events.0.type"),
        ({"type": "view"}, "product_id"),
        ({"type": "view", "product_id": "p", "customer_id": "c-1"}, "customer_id"),
        ({"type": "view", "product_id": "p", "session": "another"}, "session"),
        ({"type": "view", "product_id": "p", "occurred": "2999-01-01T00:00:00Z"}, "occurred"),
        ({"type": "view", "product_id": "p", "occurred": "2026-01-01T00:00:00"},
         "events.0.occurred"),
        ({"type": "view", "product_id": "p", "quantity": 0}, "events.0.quantity"),
        ({"type": "rating", "product_id": "p"}, "value"),
        ({"type": "rating", "product_id": "p", "value": 6}, "value"),
        ({"events": []}, "events"),
        ({"events": [{"type": "view", "product_id": "p"}] * 1001}, "events"),
    ],
)  # fmt: skip
async def test_a_wrong_event_is_refused_and_nothing_kept(
    shop: Any, event: dict[str, Any], field: str
) -> None:
    answer = await shop.client.post(
        "/api/events", json=event, headers=await agreeing(shop, await bearer(shop))
    )
    assert answer.status == 422
    assert (await answer.json())["error"]["field"] == field
    assert rows(shop, "events") == []


async def test_without_a_yes_an_event_is_received_and_not_kept(shop: Any) -> None:
    event = {"type": "view", "product_id": "mug-1"}
    answer = await shop.client.post("/api/events", json=event, headers=await bearer(shop))
    assert await answer.json() == {"received": 1, "stored": 0}
    assert rows(shop, "events") == []


async def test_events_need_a_token(shop: Any) -> None:
    event = {"type": "view", "product_id": "mug-1"}
    assert (await shop.client.post("/api/events", json=event)).status == 401


async def test_a_thumb_is_kept_and_a_second_one_replaces_it(shop: Any) -> None:
    said = await (await shop.say("hi")).json()
    thumb = {"session": said["session"], "turn_id": said["turn_id"], "index": 0}
    for value in ("up", "down"):
        answer = await shop.client.post("/api/feedback", json=thumb | {"value": value})
        assert answer.status == 201
    (row,) = rows(shop, "feedback")
    assert (row["value"], row["turn_id"]) == ("down", said["turn_id"])


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"session": "made.up.token"}, 401),
        ({"value": "sideways"}, 422),
        ({"index": -1}, 422),
        ({"turn_id": "'; DROP TABLE feedback"}, 422),
    ],
)
async def test_a_wrong_thumb_is_refused(shop: Any, change: dict[str, Any], status: int) -> None:
    said = await (await shop.say("hi")).json()
    thumb = {"session": said["session"], "turn_id": said["turn_id"], "index": 0, "value": "up"}
    assert (await shop.client.post("/api/feedback", json=thumb | change)).status == status
    assert rows(shop, "feedback") == []
