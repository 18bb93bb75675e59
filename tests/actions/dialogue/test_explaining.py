"""A question about what waits for a yes, in words: the figures are those that a yes executes."""

from __future__ import annotations

import pytest

from actions.dialogue.answer import Answer
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

WISH = "I want to return the base layer of order 10584, I don't like it. Kwame Doherty, D08 F4C3"


async def both(conversation: Conversation, intent: str, text: str) -> tuple[str, Answer]:
    """The answer, with the question after it."""
    answer = await conversation.say(intent, text)
    said, again = answer.parts
    assert (again.custom or {})["stage"] == "confirm"
    return said.text, answer


async def test_what_is_asked_is_answered_from_what_waits(brisk: Conversation) -> None:
    (shown,) = (await brisk.say("return_item", WISH)).parts
    summary = {row["label"]: row["value"] for row in (shown.custom or {})["summary"]}
    refund = summary["Refund"]
    yes, _ = await both(brisk, "details", "is the base layer included")
    assert yes.startswith("Yes")
    assert "Base Layer" in yes
    no, _ = await both(brisk, "details", "is the table lamp included")
    assert no.startswith("No")
    assert "Lamp" in no
    for text in ("how much do i get back", "is that free", "how much will it cost me"):
        money, _ = await both(brisk, "cart_show", text)
        assert refund in money
    when, _ = await both(brisk, "refund_status", "when will I get the money?")
    assert "5 working days" in when
    effect, answer = await both(brisk, "policy", "what happens if I say yes")
    assert "yes" in effect
    assert refund in answer.parts[1].text


async def test_a_cancellation_pays_back_at_once(brisk: Conversation) -> None:
    wish = "cancel order 10023, ordered by mistake. Declan Okafor, V94 Y8E3"
    await brisk.say("cancel_order", wish)
    when, _ = await both(brisk, "refund_status", "when do I get the money back?")
    assert "days" not in when
    everything, _ = await both(brisk, "details", "what's included")
    assert "Shampoo" in everything
