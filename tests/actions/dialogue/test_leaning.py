"""Words that lean on what was said or shown last: a yes, an undo, a size, "of the first two"."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions.config import PROJECT_ROOT
from actions.dialogue.answer import Answer
from actions.dialogue.utterance import Utterance
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

CATALOGUE = PROJECT_ROOT / "data" / "catalog"


def _records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CATALOGUE / name).read_text("utf-8").splitlines()]


PEOPLE = {one["id"]: one for one in _records("customers.jsonl")}
SHIPPED = next(one for one in _records("orders.jsonl") if one["state"] == "shipped")
PENDING = [one for one in _records("orders.jsonl") if one["state"] == "pending"][-1]


def who(order: dict[str, Any]) -> str:
    return f"order {order['id']}, {PEOPLE[order['customer_id']]['email']}"


@pytest.fixture
def handed_over(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was said when a person was asked for."""
    asked: list[str] = []

    async def answer(said: Utterance) -> Answer:
        asked.append(said.text)
        return Answer.words("A person it is.")

    monkeypatch.setattr(conversation.actions["human"], "answer", answer)
    return asked


async def test_a_yes_to_the_offer_of_a_person_gets_one(
    conversation: Conversation, handed_over: list[str]
) -> None:
    await conversation.say("cancel_order", f"cancel {who(SHIPPED)}")
    await conversation.say("complaint", "make an exception, just this once")
    await conversation.say("affirm", "yes please")
    await conversation.say("affirm", "yes")
    assert handed_over == ["yes please"]


async def test_a_yes_to_something_else_gets_none(
    conversation: Conversation, handed_over: list[str]
) -> None:
    await conversation.say("cancel_order", f"cancel {who(SHIPPED)}")
    await conversation.say("complaint", "make an exception, just this once")
    await conversation.say("search", "a kettle")
    await conversation.say("affirm", "yes")
    assert handed_over == []


async def test_what_the_desk_has_done_is_not_undone_as_a_search_is(
    conversation: Conversation,
) -> None:
    await conversation.say("search", "a kettle")
    await conversation.say("refine", "in red")
    await conversation.say("cancel_order", f"cancel {who(PENDING)}, ordered by mistake")
    done = await conversation.say("affirm", "yes")
    assert (done.parts[0].custom or {})["stage"] == "done"
    (part,) = (await conversation.say("undo", "actually can you undo that")).parts
    assert "colleague" in part.text
    assert part.custom is not None
    assert part.custom["type"] == "choices"


async def test_a_size_that_nobody_asked_for_narrows_the_search(conversation: Conversation) -> None:
    await conversation.say("search", "a waterproof jacket")
    (part,) = (await conversation.say("inform", "size M please")).parts
    assert part.custom is not None
    assert part.custom["type"] == "products"
    assert {hit["attributes"]["size"] for hit in part.custom["hits"]} == {"M"}


async def test_the_lighter_one_of_the_first_two_is_the_lighter_one(
    conversation: Conversation,
) -> None:
    shown = (await conversation.say("search", "a tent for two people under 150")).parts[0].custom
    assert shown is not None
    first, second = shown["hits"][:2]
    (part,) = (await conversation.say("choose", "the lighter one of the first two?")).parts
    index = conversation.services.index
    weights = {}
    for hit in (first, second):
        product = index.product(hit["product_id"])
        assert product is not None
        told = product.attribute("weight")
        weights[product.title] = told.value if told else None
    assert None not in weights.values()
    lighter = min(weights, key=lambda title: float(str(weights[title])))
    assert lighter in part.text


async def test_a_policy_in_between_points_at_nothing_shown(conversation: Conversation) -> None:
    await conversation.say("search", "Chard watering can")
    asked = await conversation.say("stock_alert", "let me know when the slate one is back")
    assert (asked.parts[0].custom or {})["stage"] == "ask"
    answer = await conversation.say("policy", "how long do I have to give something back?")
    assert (answer.parts[0].custom or {})["type"] == "policy"
