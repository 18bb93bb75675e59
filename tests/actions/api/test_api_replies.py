"""Recent replies over HTTP, and what the served model looked at when it worded one."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest
import torch
from transformers import GPT2LMHeadModel

from actions.api.schemas import SCHEMAS
from actions.cli.served_reply import served_reply
from actions.config import PROJECT_ROOT
from actions.dialogue import Services
from actions.errors import BadInput
from llm.plan import Fact, Plan, Task

GENERATOR = PROJECT_ROOT / "data" / "models" / "generator"
SCRIPT = "<script>alert(1)</script>"
PLAN = Plan(
    Task.QA,
    (
        Fact("name", f"Mug {SCRIPT}", "title", f"Mug {SCRIPT}", "catalog:m"),
        Fact("price", "€12.50", "price", {"amount": 12.5, "currency": "EUR"}, "catalog:m/m"),
    ),
    "how much is it?",
    "price",
)


async def get(shop: Any, path: str, status: int = 200) -> Any:
    answer = await shop.client.get(path, headers=shop.admin())
    assert answer.status == status
    return await answer.json()


async def say(services: Services, plan: Plan = PLAN) -> str:
    return (await services.replies.reply(plan, seed="t", deadline=time.monotonic() + 60)).text


async def test_a_reply_is_listed_and_explained(make_stand: Any, worded: Services) -> None:
    shop, text = await make_stand(worded), await say(worded)
    (listed,) = (await get(shop, "/api/replies"))["replies"]
    assert (listed["reply"], listed["task"], listed["source"]) == (text, "qa", "model")
    told = await get(shop, f"/api/replies/{listed['reply_id']}")
    assert told["reply"] == text
    assert {fact["slot"]: fact["source"] for fact in told["facts"]} == {
        "name": "catalog:m", "price": "catalog:m/m",
    }  # fmt: skip
    assert sorted(slot["slot"] for slot in told["summary"]["slots"]) == ["name", "price"]
    assert faults(told, "Explanation") == []


async def test_the_figures_are_the_served_models_on_that_reply(
    make_stand: Any, worded: Services
) -> None:
    shop = await make_stand(worded)
    await say(worded)
    kept = worded.replies.recent.listed()[0]
    told = await get(shop, f"/api/replies/{kept.reply_id}")
    model = GPT2LMHeadModel.from_pretrained(GENERATOR, dtype=torch.float32).eval()
    model.set_attn_implementation("eager")
    assert kept.reply.wording
    with torch.inference_mode():
        out = model(torch.tensor([kept.reply.wording.tokens]), output_attentions=True)
    for layer, wanted in zip(told["attention"], out.attentions, strict=True):
        for head, rows in zip(layer, wanted[0], strict=True):
            for place, row in enumerate(head):
                assert row == pytest.approx(rows[place, : place + 1].tolist(), abs=1e-4)


async def test_a_templates_reply_says_that_no_token_was_generated(
    make_stand: Any, services: Services
) -> None:
    shop, text = await make_stand(services), await say(services)
    (listed,) = (await get(shop, "/api/replies"))["replies"]
    told = await get(shop, f"/api/replies/{listed['reply_id']}")
    assert (told["source"], told["reply"], told["tokens"]) == ("template", text, [])
    assert faults(told, "Explanation") == []


async def test_only_the_last_few_are_kept(make_stand: Any, worded: Services) -> None:
    shop = await make_stand(worded)
    for _ in range(5):
        await say(worded)
    assert len((await get(shop, "/api/replies"))["replies"]) == 3
    assert (await get(shop, "/api/replies/nothing", 404))["error"]["code"] == "not_found"


async def test_replies_are_the_merchants_alone(make_stand: Any, services: Services) -> None:
    shop = await make_stand(services)
    await say(services)
    reply_id = services.replies.recent.listed()[0].reply_id
    for path in ("/api/replies", f"/api/replies/{reply_id}"):
        assert (await shop.client.get(path)).status == 401
        headers = {"Authorization": f"Bearer {shop.customer_token()}"}
        assert (await shop.client.get(path, headers=headers)).status == 403


async def test_the_command_line_asks_a_running_server(make_stand: Any, worded: Services) -> None:
    shop, first = await make_stand(worded), await say(worded)
    address = str(shop.client.make_url("/"))

    async def asked(reply_id: str | None, token: str | None) -> Any:
        return await asyncio.to_thread(served_reply, address, reply_id, token)

    reply_id = worded.replies.recent.listed()[0].reply_id
    last = await say(worded, replace(PLAN, query="the price?"))
    assert (await asked(None, shop.admin_token))["reply"] == last
    assert (await asked(reply_id, shop.admin_token))["reply"] == first
    with pytest.raises(BadInput, match="no reply x/y is kept"):
        await asked("x/y", shop.admin_token)
    with pytest.raises(BadInput, match="admin token"):
        await asked(None, shop.customer_token())


def faults(value: Any, name: str) -> list[str]:
    """Where `value` isn't as `/openapi.json` says."""
    return list(_faults(value, SCHEMAS[name], name))


def _faults(value: Any, schema: dict[str, Any], at: str) -> Any:
    if "anyOf" in schema:
        if all(list(_faults(value, one, at)) for one in schema["anyOf"]):
            yield at
    elif "enum" in schema:
        if value not in schema["enum"]:
            yield at
    elif schema.get("type") == "object" and isinstance(value, dict):
        known = schema.get("properties", dict.fromkeys(value, schema.get("additionalProperties")))
        yield from (f"{at}.{key}" for key in value.keys() ^ known.keys())
        for key in value.keys() & known.keys():
            yield from _faults(value[key], known[key], f"{at}.{key}")
    elif schema.get("type") == "array" and isinstance(value, list):
        for one in value:
            yield from _faults(one, schema["items"], at)
    elif schema and not isinstance(value, TYPES[schema["type"]]):
        yield f"{at}: {value!r}"


TYPES = {
    "string": str, "number": (int, float), "integer": int, "null": type(None),
    "object": dict, "array": list,
}  # fmt: skip
