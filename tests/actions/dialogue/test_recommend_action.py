"""What would suit me? Answered by what the visitor agreed to be known of them, and by nothing
else."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from actions.dialogue import Services
from actions.personal.event import Did, Event
from actions.personal.purpose import PURPOSES
from actions.personal.visitor import Visitor
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")
ASKED = "what would you suggest for me?"


async def looked_at(services: Services, sender_id: str, kind: str, many: int = 2) -> list[str]:
    """Titles of things of that kind that the visitor looked at, having agreed."""
    visitor = Visitor(sender_id)
    await asyncio.to_thread(services.personal.consents.put, visitor, dict.fromkeys(PURPOSES, True))
    seen = [one for one in services.index.products() if one.category == kind][:many]
    now = datetime.now(UTC)
    events = [Event(one.product_id, Did.VIEW, visitor, now, one.product_id) for one in seen]
    assert await services.personal.intake.keep(events) == many
    return [one.title for one in seen]


async def test_whoever_isnt_known_is_told_so_and_shown_what_others_like(
    conversation: Conversation,
) -> None:
    (part,) = (await conversation.say("recommend", ASKED)).parts
    assert part.custom is not None
    assert part.text.startswith(("I don't know yet", "Here is what other customers"))
    assert len(part.custom["hits"]) == 5
    assert all(one["text"] and one["evidence"] for one in part.custom["explanations"])


async def test_what_was_looked_at_decides_and_is_the_reason(conversation: Conversation) -> None:
    titles = await looked_at(conversation.services, conversation.sender_id, "tent")
    (part,) = (await conversation.say("recommend", ASKED)).parts
    assert part.custom is not None
    said = [one["text"] for one in part.custom["explanations"]]
    assert any(title in text for title in titles for text in said), said
    assert part.evidence
    assert part.custom["lead"].count("{") == 0
    kinds = [hit["attributes"] and hit["title"] for hit in part.custom["hits"]]
    assert len(set(kinds)) == 5


async def test_what_is_shown_can_be_asked_about_like_any_result(conversation: Conversation) -> None:
    (part,) = (await conversation.say("recommend", ASKED)).parts
    assert part.custom is not None
    second = part.custom["hits"][1]
    (details,) = (await conversation.say("details", "tell me about the second one")).parts
    assert second["title"] in details.text


async def test_asked_again_it_shows_others(conversation: Conversation) -> None:
    first = (await conversation.say("recommend", ASKED)).parts[0].custom
    again = (await conversation.say("recommend", "and what else?")).parts[0].custom
    assert first is not None
    assert again is not None
    ids = [{hit["product_id"] for hit in one["hits"]} for one in (first, again)]
    assert ids[0].isdisjoint(ids[1])


async def test_whoever_names_goods_gets_a_search(conversation: Conversation) -> None:
    (part,) = (await conversation.say("recommend", "can you recommend a tent under 200")).parts
    assert part.custom is not None
    assert part.custom["understood"]["constraints"]
    assert all("Tent" in hit["title"] for hit in part.custom["hits"])


async def test_what_goes_into_the_cart_is_kept_with_a_yes_alone(conversation: Conversation) -> None:
    journal = conversation.services.personal.intake.journal
    visitor = Visitor(conversation.sender_id)
    await conversation.say("search", "a gas stove")
    await conversation.say("cart_add", "put the first one in my cart")
    assert journal.of(visitor, PURPOSES[0], 9) == []
    await looked_at(conversation.services, conversation.sender_id, "tent")
    await conversation.say("cart_add", "put the first one in my cart")
    kept = journal.of(visitor, PURPOSES[0], 9)
    assert [event.did for event in kept] == [Did.VIEW, Did.VIEW, Did.CART]
