"""A greeting offers help to who hesitates, a yes or a click takes it, and it is said once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from actions.dialogue import Services
from actions.dialogue.answer import Answer
from actions.personal.event import Did, Event
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from retrieval.values import Product
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")


def hesitating(services: Services, conversation: Conversation, agrees: bool = True) -> Product:
    """What this conversation's visitor has just looked at three times."""
    product = next(one for one in services.index.products() if one.variants[0].in_stock)
    visitor = Visitor(conversation.sender_id)
    services.personal.consents.put(visitor, {Purpose.PERSONALISATION: agrees})
    moment = datetime.now(UTC) + timedelta(seconds=1)
    services.personal.intake.journal.keep(
        [
            Event(f"look-{n}", Did.VIEW, visitor, moment + timedelta(seconds=n), product.product_id)
            for n in range(3)
        ]
    )
    return product


def replies(answer: Answer) -> list[str]:
    custom = answer.parts[0].custom
    assert custom is not None
    return list(custom["quick_replies"])


async def test_help_is_offered_first_and_a_yes_takes_it(
    services: Services, conversation: Conversation
) -> None:
    product = hesitating(services, conversation)
    greeting = await conversation.say("greet", "hello")
    assert product.title in greeting.parts[0].text
    assert replies(greeting)[0] == f"Tell me about the {product.title}"
    told = await conversation.say("affirm", "yes please")
    assert told.parts[0].custom is not None
    assert told.parts[0].custom["hits"][0]["product_id"] == product.product_id
    again = await conversation.say("greet", "hello again")
    assert product.title not in again.parts[0].text


async def test_a_click_takes_it_whatever_it_was_heard_as(
    services: Services, conversation: Conversation
) -> None:
    product = hesitating(services, conversation)
    label = replies(await conversation.say("greet", "hi"))[0]
    told = await conversation.say("search", label)
    assert told.parts[0].custom is not None
    assert told.parts[0].custom["type"] == "product"
    assert told.parts[0].custom["hits"][0]["product_id"] == product.product_id


async def test_anything_else_is_answered_as_ever(
    services: Services, conversation: Conversation
) -> None:
    product = hesitating(services, conversation)
    await conversation.say("greet", "hi")
    declined = await conversation.say("deny", "no")
    assert product.title not in declined.parts[0].text
    assert services.pending.get(conversation.sender_id) is None


async def test_without_consent_or_in_a_search_nothing_is_offered(
    services: Services, conversation: Conversation
) -> None:
    hesitating(services, conversation, agrees=False)
    assert replies(await conversation.say("greet", "hi"))[0] == "Find a gift under 30"
    conversation.forget()
    hesitating(services, conversation)
    await conversation.say("search", "a tent")
    assert replies(await conversation.say("greet", "hi"))[0] == "Find a gift under 30"


async def test_what_was_offered_before_anything_was_said_is_taken_by_a_click(
    services: Services, conversation: Conversation
) -> None:
    product = hesitating(services, conversation)
    text = services.phrases["en"].text["about"].format(title=product.title)
    assert services.personal.helping.offered(Visitor(conversation.sender_id)) == ""
    assert services.personal.helping.offer(Visitor(conversation.sender_id)) == product
    for heard in ("complaint", "clarify", "search"):
        told = await conversation.say(heard, text)
        assert told.parts[0].custom is not None
        assert told.parts[0].custom["type"] == "product"
        assert told.parts[0].custom["hits"][0]["product_id"] == product.product_id
