"""A stock alert: the product is named in the customer's own words, and shown before the yes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions.config import PROJECT_ROOT
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADA = json.loads((PROJECT_ROOT / "data/catalog/customers.jsonl").read_text("utf-8").split("\n")[0])
WHO = f"{ADA['name']}, {ADA['address']['postcode']}"
FLEECE, SHELL = "Skerry Pullover Fleece", "Lark Softshell Jacket"


async def _card(conversation: Conversation, intent: str, text: str) -> dict[str, Any]:
    custom = (await conversation.say(intent, text)).parts[-1].custom
    assert custom is not None
    return custom


async def test_what_is_watched_is_shown_before_the_yes(conversation: Conversation) -> None:
    await conversation.say("stock_alert", f"tell me when the {FLEECE} in navy, L is back")
    shown = await _card(conversation, "inform", WHO)
    assert (shown["stage"], shown["summary"]) == (
        "confirm",
        [{"label": "Items", "value": f"{FLEECE} (navy, L)"}],
    )
    assert f"{FLEECE} (navy, L)" in shown["lead"]


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("search", f"the {FLEECE}, navy, size L"),
        ("details", f"the navy {FLEECE} in L"),
        ("clarify", "the skery pulover fleece, navy, L"),
        ("refine", f"{FLEECE.lower()} (navy, L)"),
    ],
)
async def test_a_product_is_named_whatever_it_sounds_like(
    conversation: Conversation, intent: str, words: str
) -> None:
    asked = await _card(conversation, "stock_alert", "can you tell me when something is back?")
    assert asked["asks"] == "product"
    assert (await _card(conversation, intent, words))["asks"] == "who"
    shown = await _card(conversation, "inform", WHO)
    assert shown["summary"][0]["value"] == f"{FLEECE} (navy, L)"


async def test_it_is_put_right_at_the_yes(conversation: Conversation) -> None:
    await conversation.say("stock_alert", f"tell me when the {SHELL} in olive, M is back. {WHO}")
    shown = await _card(conversation, "search", f"no, the {FLEECE}, navy, L")
    assert shown["summary"][0]["value"] == f"{FLEECE} (navy, L)"
    shown = await _card(conversation, "search", f"no, the {SHELL} in olive, M")
    assert shown["summary"][0]["value"] == f"{SHELL} (olive, M)"


async def test_nobody_says_the_number_in_a_title(conversation: Conversation) -> None:
    asked = await conversation.say("stock_alert", "tell me when the moraine down jacket is back")
    assert (asked.parts[0].custom or {})["asks"] == "who"
