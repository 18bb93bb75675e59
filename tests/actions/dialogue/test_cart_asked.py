"""Which version is to go into the cart: asked, and answered in a word or two."""

from __future__ import annotations

import pytest

from actions.dialogue.reference import lookup
from retrieval.values import Product
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _asked(conversation: Conversation) -> tuple[Product, str, str]:
    """A fleece of several colours and sizes, and one of each that are to be had together."""
    await conversation.say("search", "a fleece")
    state = conversation.state
    assert state is not None
    known = lookup(conversation.services, *state.shown[0])
    assert known is not None
    options = next(one for one in known[0].variants if one.in_stock).options
    await conversation.say("cart_add", "put the first one in my cart")
    return known[0], options["colour"], options["size"]


@pytest.mark.parametrize("intent", ["refine", "search", "clarify", "inform", "affirm", "details"])
async def test_a_size_answers_which_version(conversation: Conversation, intent: str) -> None:
    product, colour, size = await _asked(conversation)
    asked = await conversation.say(intent, f"in {size}")
    assert asked.parts[-1].custom["type"] == "choices"
    done = await conversation.say(intent, f"{colour} please")
    (item,) = done.parts[-1].custom["items"]
    chosen = product.variant(str(item["variant_id"]))
    assert chosen is not None
    assert (chosen.options["colour"], chosen.options["size"]) == (colour, size)


async def test_how_many_were_wanted_is_kept(conversation: Conversation) -> None:
    _, colour, size = await _asked(conversation)
    await conversation.say("cart_add", "put two of the first one in my cart")
    done = await conversation.say("inform", f"{colour}, {size}")
    (item,) = done.parts[-1].custom["items"]
    assert item["quantity"] == 2


async def test_a_question_about_a_version_is_no_answer(conversation: Conversation) -> None:
    _, _, size = await _asked(conversation)
    answer = await conversation.say("details", f"is it in stock in {size}?")
    assert answer.parts[-1].custom["type"] == "product"


async def test_after_another_list_a_size_is_about_that(conversation: Conversation) -> None:
    _, _, size = await _asked(conversation)
    await conversation.say("search", "a rain jacket")
    answer = await conversation.say("refine", f"in {size}")
    assert answer.parts[-1].custom["type"] == "products"


async def test_what_was_answered_is_asked_no_more(conversation: Conversation) -> None:
    _, colour, size = await _asked(conversation)
    await conversation.say("inform", f"{colour}, {size}")
    answer = await conversation.say("refine", f"in {colour}")
    assert answer.parts[-1].custom["type"] == "products"
