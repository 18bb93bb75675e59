"""`/api/audiences` and `/api/exposure`: who may ask, what they get, and what is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.exposure import ExposureLog
from actions.exposure.table import ExposureTable

AGREED = {"personalisation": True, "marketing": True}


@pytest.fixture
async def stand(make_stand: Any, services: Any) -> Any:
    exposure = ExposureLog(ExposureTable(services.store.engine), days=90)
    return await make_stand(replace(services, exposure=exposure))


async def agrees(stand: Any, customer: str, **said: bool) -> None:
    body = {"customer_id": customer} | (said or AGREED)
    await stand.client.put("/api/consent", json=body, headers=stand.admin())


async def looks(stand: Any, customer: str, product_id: str = "jacket-1") -> None:
    event = {"type": "view", "product_id": product_id, "customer_id": customer}
    await stand.client.post("/api/events", json=event, headers=stand.admin())


async def asked(stand: Any, method: str, path: str, status: int = 200, **body: Any) -> Any:
    more = {"json": body} if method == "POST" else {}
    answer = await stand.client.request(method, path, headers=stand.admin(), **more)
    assert answer.status == status, await answer.text()
    return await answer.json()


async def test_an_audience_from_its_making_to_the_letter(stand: Any) -> None:
    for customer in ("ann", "ben"):
        await agrees(stand, customer)
        await looks(stand, customer)
    made = await asked(
        stand, "POST", "/api/audiences", product_id="jacket-1", groups={"ann": "x", "ben": "y"}
    )
    assert {one["customer_id"] for one in made["customers"]} == {"ann", "ben"}
    assert {"size", "eligible", "excluded", "reach", "fairness"} <= made.keys()
    assert made["customers"][0]["reasons"][0]["evidence"][0]["source"] == "events:jacket-1"
    listed = (await asked(stand, "GET", "/api/audiences"))["audiences"]
    assert [(one["audience_id"], one["size"]) for one in listed] == [(made["audience_id"], 2)]
    await agrees(stand, "ann", marketing=False)
    path = f"/api/audiences/{made['audience_id']}"
    told = await asked(stand, "GET", path)
    assert [one["customer_id"] for one in told["customers"]] == ["ben"]
    csv = await stand.client.get(f"{path}.csv", headers=stand.admin())
    assert csv.content_type == "text/csv"
    assert csv.headers["Cache-Control"] == "no-store"
    text = await csv.text()
    assert "ben" in text
    assert "ann" not in text
    assert (await asked(stand, "POST", f"{path}/sent"))["recorded"] == 1
    again = await asked(stand, "POST", "/api/audiences", product_id="jacket-1")
    assert again["excluded"] == {"contacted": 1, "unsubscribed": 1}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"product_id": "jacket-1", "campaign": {"products": ["jacket-1"]}}, 422),
        ({"product_id": "nothing"}, 404),
        ({"campaign": {"colour": "red"}}, 422),
        ({"campaign": "colour = 1"}, 400),
        ({"campaign": {"brands": ["Nobody"]}}, 400),
        ({"product_id": "jacket-1", "groups": ["ann"]}, 422),
    ],
)
async def test_what_says_nothing_is_refused(stand: Any, body: dict[str, Any], status: int) -> None:
    await asked(stand, "POST", "/api/audiences", status, **body)


async def test_what_isnt_there_is_404(stand: Any) -> None:
    for method, path in (("GET", ""), ("GET", ".csv"), ("POST", "/sent")):
        await asked(stand, method, f"/api/audiences/A-0{path}", 404)


async def test_what_is_shown_is_counted_and_to_whom_is_not(stand: Any) -> None:
    search = {"query": "jacket"}
    found = await (await stand.client.post("/api/search", json=search)).json()
    shown = {hit["product_id"] for hit in found["hits"]}
    await stand.client.post("/api/search", json=search | {"counted": False})
    offered = await (await stand.client.post("/api/recommend", json={})).json()
    told = await asked(stand, "GET", "/api/exposure?days=7")
    assert told["surfaces"] == {"recommend": len(offered["hits"]), "search": len(found["hits"])}
    assert told["impressions"] == len(found["hits"]) + len(offered["hits"])
    assert told["products"] == 3
    assert "jacket-1" in shown
    for rows in (told["brands"], told["price_bands"]):
        assert sum(one["shown"] for one in rows) == pytest.approx(1)
        assert sum(one["catalogue"] for one in rows) == pytest.approx(1)
    assert 0 <= told["gini"]["shown"] < 1
    assert told["gini"]["bought"] is None
    assert (await stand.client.get("/api/exposure?days=0", headers=stand.admin())).status == 422
