"""`/api/experiments`: drafted, started, seen live in `/api/recommend`, stopped, adopted, taken
back; exported and erased with their customer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from two_customers import CUSTOMERS, ORDERS

from actions.experiments.schema import TrialRow

AGREED = {"personalisation": True, "analytics": True}
ARMS = [{"name": "Now", "value": "usual"}, {"name": "Taste", "value": "taste_first"}]
DRAFT = {"name": "Taste first", "lever": "suggestion_blend", "arms": ARMS, "by": "Mia"}


async def posted(shop: Any, path: str, body: Any = None, status: int = 200) -> Any:
    answer = await shop.client.post(path, json=body or {}, headers=shop.admin())
    assert answer.status == status, await answer.text()
    return await answer.json()


async def asked(shop: Any, path: str) -> Any:
    answer = await shop.client.get(path, headers=shop.admin())
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def running(shop: Any, **told: Any) -> str:
    one = await posted(shop, "/api/experiments", DRAFT | told, 201)
    return str(
        (await posted(shop, f"/api/experiments/{one['experiment_id']}/start"))["experiment_id"]
    )


async def visitor(shop: Any) -> dict[str, str]:
    opened = await (await shop.client.post("/api/session", json={})).json()
    headers = {"Authorization": f"Bearer {opened['session']}"}
    await shop.client.put("/api/consent", json=AGREED, headers=headers)
    look = {"type": "view", "product_id": "jacket-1"}
    await shop.client.post("/api/events", json=look, headers=headers)
    return headers


async def first(shop: Any, headers: dict[str, str]) -> str:
    answer = await shop.client.post("/api/recommend", json={"k": 2}, headers=headers)
    return str((await answer.json())["hits"][0]["product_id"])


@pytest.fixture
async def selling(make_stand: Any, services: Any) -> Any:
    """A shop where the jacket and the mug are bought together."""
    item = ORDERS[0]["items"][0]
    items = [item | {"product_id": one, "variant_id": one} for one in ("jacket-1", "mug-1")]
    orders = [
        ORDERS[0] | {"id": f"9{number}", "customer_id": f"B{number}", "items": items}
        for number in range(4)
    ]
    services.store.import_records(CUSTOMERS, orders)
    await asyncio.to_thread(services.personal.advisor.refresh)
    return await make_stand(services)


async def test_two_visitors_are_answered_by_their_arms_and_keep_them(
    selling: Any, services: Any
) -> None:
    assert await first(selling, await visitor(selling)) == "mug-1"
    await running(selling)
    people = [await visitor(selling) for _ in range(12)]
    answers = [await first(selling, one) for one in people]
    assert set(answers) == {"mug-1", "jacket-2"}
    assert [await first(selling, one) for one in people] == answers
    services.personal.experiments.trials.refresh()
    assert [await first(selling, one) for one in people] == answers
    await asyncio.to_thread(services.personal.advisor._triggers.write)
    with Session(services.store.engine) as session:
        arms = list(session.scalars(select(TrialRow.arm)))
    assert arms.count("Taste") == answers.count("jacket-2")
    assert len(arms) == 12


async def test_who_said_no_to_being_counted_gets_what_is_usual(selling: Any, services: Any) -> None:
    await running(selling, arms=[ARMS[1], ARMS[0]])
    for _ in range(8):
        one = await visitor(selling)
        await selling.client.put("/api/consent", json={"analytics": False}, headers=one)
        assert await first(selling, one) == "mug-1"
    await asyncio.to_thread(services.personal.advisor._triggers.write)
    with Session(services.store.engine) as session:
        assert list(session.scalars(select(TrialRow))) == []


async def test_a_merchant_who_looks_puts_nobody_in(selling: Any, services: Any) -> None:
    await running(selling)
    put = {"customer_id": "C1"} | AGREED
    await selling.client.put("/api/consent", json=put, headers=selling.admin())
    await posted(selling, "/api/recommend", {"customer_id": "C1", "counted": False})
    await asyncio.to_thread(services.personal.advisor._triggers.write)
    with Session(services.store.engine) as session:
        assert list(session.scalars(select(TrialRow))) == []


async def test_a_customers_part_is_exported_and_erased(selling: Any, services: Any) -> None:
    experiment = await running(selling)
    headers = {"Authorization": f"Bearer {selling.customer_token('B1')}"}
    await selling.client.put("/api/consent", json=AGREED, headers=headers)
    await first(selling, headers)
    await asyncio.to_thread(services.personal.advisor._triggers.write)
    assert (await asked(selling, f"/api/experiments/{experiment}"))["visitors"] == 1
    kept = await asked(selling, "/api/customers/B1")
    assert kept["tables"]["experiment_visitors"][0]["subject"] == "c:B1"
    gone = await selling.client.delete("/api/customers/B1?anyway=true", headers=selling.admin())
    assert (await gone.json())["erased"]["experiment_visitors"] == 1
    assert (await asked(selling, f"/api/experiments/{experiment}"))["visitors"] == 0


async def test_from_draft_to_adopted_and_back(selling: Any) -> None:
    one = await posted(selling, "/api/experiments", DRAFT, 201)
    assert (one["state"], one["verdict"]) == ("draft", {"code": "draft"})
    assert one["planned"] > 1_000
    path = f"/api/experiments/{one['experiment_id']}"
    assert (await posted(selling, f"{path}/adopt", {"arm": "Taste"}, 409))["error"][
        "code"
    ] == "not_now"
    assert (await posted(selling, f"{path}/start"))["verdict"]["code"] == "too_early"
    again = await posted(selling, "/api/experiments", DRAFT, 201)
    taken = await posted(selling, f"/api/experiments/{again['experiment_id']}/start", None, 409)
    assert "Taste first runs on the same lever" in taken["error"]["message"]
    assert (await posted(selling, f"{path}/stop"))["stopped_because"] == "merchant"
    told = await posted(selling, f"{path}/adopt", {"arm": "Taste", "by": "Mia"})
    assert (told["adopted"]["value"], told["adopted"]["by"]) == ("taste_first", "Mia")
    assert await first(selling, await visitor(selling)) == "jacket-2"
    assert (await posted(selling, f"{path}/undo"))["adopted"] is None
    assert await first(selling, await visitor(selling)) == "mug-1"
    listed = await asked(selling, "/api/experiments")
    assert [one["state"] for one in listed["experiments"]] == ["draft", "stopped"]
    assert [one["value"] for one in listed["levers"]] == ["usual", "usual", "usual", "off"]


@pytest.mark.parametrize(
    ("told", "status", "field"),
    [
        ({"lever": "prices"}, 400, "lever"),
        ({"arms": ARMS[:1]}, 422, "arms"),
        ({"arms": [ARMS[0], ARMS[0]]}, 422, None),
        ({"arms": [ARMS[0], {"name": "B", "value": "random"}]}, 400, "value"),
        ({"arms": [ARMS[0] | {"share": 0.9}, ARMS[1] | {"share": 0.2}]}, 422, None),
        ({"measure": "happiness"}, 422, "measure"),
        ({"traffic": 0}, 422, "traffic"),
        ({"smallest": 0}, 422, "smallest"),
        ({"window_days": 31}, 422, "window_days"),
        ({"guards": [{"measure": "purchase", "margin": -1}]}, 422, "guards.0.margin"),
    ],
)
async def test_a_wrong_draft_is_refused(
    shop: Any, told: dict[str, Any], status: int, field: str | None
) -> None:
    error = (await posted(shop, "/api/experiments", DRAFT | told, status))["error"]
    assert error.get("field") == field


async def test_a_draft_is_thrown_away_and_nothing_that_has_begun(shop: Any) -> None:
    one = await posted(shop, "/api/experiments", DRAFT, 201)
    path = f"/api/experiments/{one['experiment_id']}"
    assert (await shop.client.delete(path, headers=shop.admin())).status == 204
    assert (await shop.client.get(path, headers=shop.admin())).status == 404
    begun = await running(shop)
    gone = await shop.client.delete(f"/api/experiments/{begun}", headers=shop.admin())
    assert gone.status == 409


async def test_what_is_not_there_is_not_found(shop: Any) -> None:
    for path in ("", "/start", "/stop"):
        method = shop.client.get if not path else shop.client.post
        answer = await method(f"/api/experiments/X-0{path}", headers=shop.admin())
        assert answer.status == 404


async def test_a_lever_is_set_and_the_plan_and_ranking_answer(shop: Any) -> None:
    put = await shop.client.put(
        "/api/experiments/levers/suggestion_exploring",
        json={"value": "tenth"},
        headers=shop.admin(),
    )
    assert (await put.json())["suggestion_exploring"] == "tenth"
    plan = await asked(shop, "/api/experiments/plan?lever=help_offer&smallest=0.02&arms=3")
    assert plan["guessed"]
    assert plan["visitors"] > 0
    ranking = await asked(shop, "/api/experiments/ranking?days=7")
    assert (ranking["pages"], ranking["orders"]) == (0, [])
