"""`/api/predict`: what is foreseen adds up, is told to the merchant alone, and of visitors only
what they let be used."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from actions.personal.forecast.made_up import put_made_up
from actions.personal.forecast.service import Foresight
from retrieval.personal.predict.orders.churn import FEATURES as CHURN
from retrieval.personal.predict.orders.returns import FEATURES as RETURNS
from retrieval.personal.predict.schooling import school
from retrieval.personal.predict.session import FEATURES, NEXT
from tests.retrieval.personal.shoppers import UNTIL, drawn_visits

AGREED = {"personalisation": True}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("models") / "predict"
    school(drawn_visits(300), (), UNTIL, {"made_up": False}).forecast.save(made)
    return made


@pytest.fixture
async def foreseeing(make_stand: Callable[..., Any], services: Any, folder: Path) -> Any:
    foresight: Foresight = services.personal.foresight
    foresight.foreteller._folder = folder
    stand = await make_stand(services)
    stand.services = services
    return stand


async def predicted(shop: Any, status: int = 200, **body: Any) -> Any:
    answer = await shop.client.post("/api/predict", json=body, headers=shop.admin())
    assert answer.status == status, await answer.text()
    return await answer.json()


def visit(*products: str) -> list[dict[str, Any]]:
    return [
        {"type": "view", "product_id": one, "occurred": f"2026-06-20T12:00:{place:02d}Z"}
        for place, one in enumerate(products)
    ]


async def test_what_each_thing_adds_is_the_chance(foreseeing: Any) -> None:
    told = await predicted(foreseeing, events=visit("jacket-1", "mug-1", "jacket-1"))
    chance = told["purchase_probability"]
    total = told["base"] + sum(one["added"] for one in told["contributions"])
    assert math.isclose(total, math.log(chance / (1 - chance)), abs_tol=1e-9)
    assert math.isclose(sum(told["next_action"].values()), 1.0, abs_tol=1e-9)
    assert told["source"] == "model"
    assert told["features"]["looked_again"] == 1.0
    by_name = {one["feature"]: one for one in told["contributions"]}
    assert set(by_name) <= set(told["features"])
    assert by_name["acts"]["words"] == "things done so far"
    assert told["visit"]["acts"] == 3


async def test_a_cart_changes_it(foreseeing: Any) -> None:
    looked = visit("jacket-1", "jacket-1")
    cart = {"type": "cart", "product_id": "jacket-1", "occurred": "2026-06-20T12:01:00Z"}
    before = await predicted(foreseeing, events=looked)
    after = await predicted(foreseeing, events=[*looked, cart])
    assert after["purchase_probability"] > before["purchase_probability"]


async def test_a_visitor_is_asked_about_by_their_consent_alone(foreseeing: Any) -> None:
    opened = await foreseeing.client.post("/api/session", json={})
    headers = {"Authorization": f"Bearer {(await opened.json())['session']}"}
    for said, status in (({"analytics": True}, 404), (AGREED, 200)):
        await foreseeing.client.put("/api/consent", json=said, headers=headers)
        event = {"type": "view", "product_id": "jacket-1"}
        await foreseeing.client.post("/api/events", json=event, headers=headers)
        listed = await foreseeing.client.get("/api/predict/visits", headers=foreseeing.admin())
        visits = (await listed.json())["visits"]
        assert len(visits) == (status == 200)
    assert visits[0]["acts"][-1]["title"] == "Harrow Rain Jacket"
    assert not visits[0]["made_up"]
    await foreseeing.client.put("/api/consent", json={"personalisation": False}, headers=headers)
    listed = await foreseeing.client.get("/api/predict/visits", headers=foreseeing.admin())
    assert (await listed.json())["visits"] == []


async def test_made_up_visits_are_marked(foreseeing: Any) -> None:
    store = foreseeing.services.store
    store.replace_records([], [], "sample, as of today")
    moment = datetime.now(UTC).isoformat()
    record = {"visitor": "made-up-1", "session": "made-up-1-1", "type": "view",
              "product_id": "jacket-1", "occurred": moment}  # fmt: skip
    put_made_up(store, [record])
    listed = await foreseeing.client.get("/api/predict/visits", headers=foreseeing.admin())
    (told,) = (await listed.json())["visits"]
    assert (told["made_up"], told["visitor"]) == (True, "made-up-1")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"events": []}, 422),
        ({"session": "s", "customer_id": "c"}, 422),
        ({"events": [{"type": "stare", "product_id": "a"}]}, 422),
        ({"events": [{"type": "purchase", "product_id": "jacket-1"}]}, 404),
        ({"session": "nobody"}, 404),
        ({"customer_id": "nobody"}, 404),
        ({"order_id": "none"}, 404),
    ],
)
async def test_what_cant_be_told_is_refused(
    foreseeing: Any, body: dict[str, Any], status: int
) -> None:
    await predicted(foreseeing, status, **body)


async def test_nobody_but_the_merchant_may_ask(foreseeing: Any) -> None:
    opened = await foreseeing.client.post("/api/session", json={})
    headers = {"Authorization": f"Bearer {(await opened.json())['session']}"}
    for who, status in (({}, 401), (headers, 403)):
        body = {"events": visit("jacket-1")}
        answer = await foreseeing.client.post("/api/predict", json=body, headers=who)
        assert answer.status == status
        for path in ("visits", "drift"):
            answer = await foreseeing.client.get(f"/api/predict/{path}", headers=who)
            assert answer.status == status


async def test_without_a_model_it_says_how_to_make_one(shop: Any) -> None:
    told = await predicted(shop, 503, events=visit("jacket-1"))
    assert "storeclerk train predict" in told["error"]["message"]
    for path, key in (("visits", "visits"), ("drift", "drift")):
        answer = await shop.client.get(f"/api/predict/{path}", headers=shop.admin())
        assert (await answer.json())["model"] is None
        assert not (await answer.json())[key]


async def test_a_report_of_drift_names_each_thing_in_words(foreseeing: Any) -> None:
    opened = await foreseeing.client.post("/api/session", json={})
    headers = {"Authorization": f"Bearer {(await opened.json())['session']}"}
    await foreseeing.client.put("/api/consent", json={"analytics": True}, headers=headers)
    bought = [{"type": did, "product_id": "mug-1"} for did in ("view", "cart", "purchase")]
    await foreseeing.client.post("/api/events", json={"events": bought}, headers=headers)
    answer = await foreseeing.client.get("/api/predict/drift", headers=foreseeing.admin())
    told = (await answer.json())["drift"]
    assert (told["visits"], told["rows"], told["came"], told["fresh"]) == (1, 2, 1.0, 1.0)
    assert {one["verdict"] for one in told["features"]} <= {"steady", "moved", "shifted"}
    assert all(one["words"] for one in told["features"])


def test_the_words_are_there_for_every_column(services: Any) -> None:
    words = services.personal.foresight.words
    assert set(words.features) == {*FEATURES, *RETURNS, *CHURN}
    assert set(NEXT) <= set(words.values)
    assert replace(words, features={}).feature("no_such") == "no such"


async def test_a_visitor_is_offered_help_once(foreseeing: Any) -> None:
    opened = await foreseeing.client.post("/api/session", json={})
    headers = {"Authorization": f"Bearer {(await opened.json())['session']}"}
    await foreseeing.client.put("/api/consent", json=AGREED, headers=headers)
    for _ in range(3):
        event = {"type": "view", "product_id": "jacket-1"}
        await foreseeing.client.post("/api/events", json=event, headers=headers)
    offers = [
        (await (await foreseeing.client.get("/api/offer", headers=headers)).json())["offer"]
        for _ in range(2)
    ]
    expected = {"product_id": "jacket-1", "text": "Tell me about the Harrow Rain Jacket"}
    assert offers == [expected, None]
    assert (await foreseeing.client.get("/api/offer")).status == 401
