"""Copy over HTTP: the shipped model words it, over a real index, behind the real server."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.api.schemas import SCHEMAS
from actions.dialogue import Services
from llm.grounding.templates import Templates
from llm.plan import Tone

JACKET = {"kind": "description", "product_id": "jacket-1", "n": 1}
PARTS = {
    "description": ["description"],
    "search_ad": ["headline", "text"],
    "listing": ["title", "meta"],
    "social": ["post"],
    "email": ["subject", "preview", "body"],
}
LIMITS = {"headline": 30, "text": 90, "subject": 60, "preview": 90, "title": 60, "meta": 155}


async def ask(shop: Any, status: int = 200, **fields: Any) -> Any:
    body = JACKET | fields
    answer = await shop.client.post("/api/copy", json=body, headers=shop.admin())
    assert answer.status == status, await answer.text()
    return await answer.json()


@pytest.mark.parametrize("kind", PARTS)
async def test_each_kind_comes_part_by_part_in_different_texts(
    make_stand: Any, worded: Services, kind: str
) -> None:
    texts = await ask(await make_stand(worded), kind=kind, n=3)
    first = [text["part"] for text in texts if text["piece"] == 1]
    assert first == PARTS[kind]
    assert [text["piece"] for text in texts] == sorted(text["piece"] for text in texts)
    assert len({(text["part"], text["text"]) for text in texts}) == len(texts) >= 3
    assert all(len(text["text"]) <= LIMITS.get(text["part"], 1000) for text in texts)
    assert "model" in {text["source"] for text in texts}
    wanted = SCHEMAS["Copy"]["items"]
    assert all(
        set(wanted["required"]) <= text.keys() <= set(wanted["properties"]) for text in texts
    )


async def test_what_is_said_has_its_record_beside_it(make_stand: Any, worded: Services) -> None:
    (text,) = await ask(await make_stand(worded))
    facts = {fact["field"]: fact for fact in text["evidence"]}
    assert facts["title"] == {
        "field": "title", "value": "Harrow Rain Jacket", "source": "catalog:jacket-1",
    }  # fmt: skip
    assert "Harrow Rain Jacket" in text["text"]
    assert "waterproof" in text["text"]


async def test_the_same_request_gives_the_same_texts(make_stand: Any, worded: Services) -> None:
    shop = await make_stand(worded)
    first = await ask(shop, kind="social", n=2)
    assert await ask(shop, kind="social", n=2) == first
    assert await ask(shop, kind="social", n=2, audience="walkers") != first


async def test_only_buyers_are_told_that_they_had_it_before(
    make_stand: Any, worded: Services
) -> None:
    shop = await make_stand(worded)
    reminding = ("again", "before", "running low", "already", "reminder", "more")

    async def reminders(audience: str) -> int:
        texts = await ask(shop, kind="email", n=3, audience=audience)
        bodies = [text["text"].lower() for text in texts if text["part"] == "body"]
        return sum(any(word in body for word in reminding) for body in bodies)

    assert await reminders("buyers") == 3
    assert await reminders("walkers") == 0


async def test_it_sounds_as_the_shop_does(make_stand: Any, worded: Services) -> None:
    tones = []
    for tone in (Tone.WARM, Tone.BRIEF):
        shop = await make_stand(replace(worded, shop=replace(worded.shop, tone=tone)))
        await ask(shop, kind="social")
        tones.append(worded.replies.recent.listed()[0].plan.tone)
    assert tones == [Tone.WARM, Tone.BRIEF]


async def test_without_a_model_templates_answer(make_stand: Any, services: Services) -> None:
    texts = await ask(await make_stand(services), kind="search_ad", n=2)
    assert {text["source"] for text in texts} == {"template"}
    assert [text["part"] for text in texts if text["piece"] == 1] == ["headline", "text"]


async def test_what_the_verifier_turns_away_is_not_sent(
    make_stand: Any, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Templates that say something false: none of them leaves."""
    honest = Templates.reply

    def lie(self: Templates, *args: Any) -> Any:
        reply = honest(self, *args)
        return replace(reply, text=f"{reply.text} It's red.")

    monkeypatch.setattr(Templates, "reply", lie)
    shop = await make_stand(services)
    assert await ask(shop) == []
    monkeypatch.undo()
    assert len(await ask(shop)) == 1


async def test_markup_in_a_title_stays_text(make_stand: Any, worded: Services) -> None:
    (text,) = await ask(await make_stand(worded), product_id="mug-1")
    assert "<script>" in text["text"]


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"kind": "poem"}, 400, "kind"),
        ({"product_id": "nothing"}, 404, None),
        ({"n": 0}, 422, "n"),
        ({"n": 21}, 422, "n"),
        ({"n": "many"}, 422, "n"),
        ({"product_id": ""}, 422, "product_id"),
        ({"audience": "x" * 101}, 422, "audience"),
        ({"tune": "jolly"}, 422, "tune"),
    ],
)
async def test_what_cannot_be_written_says_why(
    shop: Any, fields: dict[str, Any], status: int, field: str | None
) -> None:
    error = (await ask(shop, status, **fields))["error"]
    assert error.get("field") == field
    if field == "kind":
        assert "description, search_ad, listing, social, email" in error["message"]


async def test_it_counts_towards_the_addresss_allowance(
    make_stand: Any, services: Services
) -> None:
    shop = await make_stand(services, api_rate=0.01, api_burst=1)
    await ask(shop)
    assert (await ask(shop, 429))["error"]["code"] == "too_many"


async def test_past_its_time_templates_answer(
    make_stand: Any, worded: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.api.copy.DEADLINE_S", 0.0)
    (text,) = await ask(await make_stand(worded))
    assert text["source"] == "template"


async def test_without_the_device_the_templates_still_differ(
    make_stand: Any, worded: Services
) -> None:
    """Here the device is gone altogether; each piece still has its own words."""
    await worded.replies._owner.drain()
    texts = await ask(await make_stand(worded), kind="social", n=3)
    assert {text["source"] for text in texts} == {"template"}
    assert len({text["text"] for text in texts}) == 3
