"""`/api/requests`: for the shop's admin alone, listed and closed once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from two_customers import CUSTOMERS, GIFT_CARDS, ORDERS

from actions.stores.change import OpenTicket


@pytest.fixture
async def stand(make_stand: Any, services: Any) -> Any:
    services.store.import_records(CUSTOMERS, ORDERS, GIFT_CARDS)
    return await make_stand(services)


async def test_they_are_listed_and_closed_once(stand: Any) -> None:
    ticket = OpenTicket("complaint", "C1", "20002", "It hums.", date(2026, 6, 20))
    reference = stand.parts.services.store.apply(ticket, "key-1").reference
    assert (await stand.client.get("/api/requests")).status == 401
    admin = {"headers": stand.admin()}
    listed = (await (await stand.client.get("/api/requests", **admin)).json())["requests"]
    assert [(one["reference"], one["said"]) for one in listed] == [(reference, "It hums.")]
    path = f"/api/requests/{reference}/close"
    assert (await stand.client.post(path, json={"note": "x"})).status == 401
    closed = await (await stand.client.post(path, json={"note": "Seen to."}, **admin)).json()
    assert (closed["note"], closed["by"]) == ("Seen to.", "Corner Shop")
    again = await stand.client.post(path, json={}, **admin)
    assert again.status == 409
    assert (await again.json())["error"]["code"] == "request_closed"
    missing = await stand.client.post("/api/requests/TK-0/close", json={}, **admin)
    assert missing.status == 404
    open_ones = await (await stand.client.get("/api/requests", **admin)).json()
    assert open_ones == {"requests": []}
    wrong = await stand.client.get("/api/requests?state=lost", **admin)
    assert wrong.status == 422
