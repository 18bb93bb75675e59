"""A no of the desk's in words: kind, firm, never the same twice running, and with a way on."""

from __future__ import annotations

import json

import pytest

from actions.config import PROJECT_ROOT
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLEAS = ("oh come on", "only this once, please", "I won't accept that", "do it anyway", "be fair")


def _mail_of(customer_id: str) -> str:
    lines = (PROJECT_ROOT / "data" / "catalog" / "customers.jsonl").read_text("utf-8").splitlines()
    people = {one["id"]: one["email"] for one in map(json.loads, lines)}
    return str(people[customer_id])


def _order_in(state: str) -> tuple[str, str]:
    """Its number, and the address of e-mail it was placed with."""
    lines = (PROJECT_ROOT / "data" / "catalog" / "orders.jsonl").read_text("utf-8").splitlines()
    found = next(one for one in map(json.loads, lines) if one["state"] == state)
    return found["id"], _mail_of(found["customer_id"])


async def test_who_argues_hears_why_in_other_words_each_time(conversation: Conversation) -> None:
    number, mail = _order_in("shipped")
    said = [await conversation.say("cancel_order", f"cancel order {number}, I'm {mail}")]
    said += [await conversation.say("clarify", plea) for plea in PLEAS]
    texts = [answer.parts[0].text for answer in said]
    assert all(number in text and "on its way" in text for text in texts)
    assert len(set(texts)) == len(texts)
    for answer in said[1:]:
        custom = answer.parts[0].custom
        assert custom is not None
        assert custom["stage"] == "refused"
        assert custom["lead"] == answer.parts[0].text
        assert custom["quick_replies"] == ["Talk to a person"]
        assert answer.parts[0].evidence


async def test_the_same_wish_again_is_refused_in_other_words(conversation: Conversation) -> None:
    number, mail = _order_in("cancelled")
    await conversation.say("order_status", f"where is order {number}? {mail}")
    answers = [await conversation.say("exchange_item", f"exchange {number}") for _ in range(4)]
    texts = [answer.parts[0].text for answer in answers]
    assert all(texts[place] != texts[place + 1] for place in range(3))
    assert len(set(texts)) == 3


async def test_what_is_asked_once_more_begins_with_no_second_sorry(
    conversation: Conversation,
) -> None:
    number, mail = _order_in("delivered")
    await conversation.say("delivery_problem", f"a problem with {number}, I'm {mail}")
    first = await conversation.say("inform", "something odd has happened to it")
    assert "orry" in first.parts[0].text
    for _ in range(2):
        text = (await conversation.say("clarify", "hm well")).parts[0].text
        assert text.lower().count("sorry") <= 1
        assert "damaged" in text
