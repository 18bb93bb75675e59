"""What a message is for, whatever it was heard as: goods called by their names, the till."""

from __future__ import annotations

import pytest

from actions.dialogue.answer import Answer
from actions.dialogue.reference import lookup
from retrieval.values import Product
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def two_tents(brisk: Conversation) -> list[Product]:
    await brisk.say("search", "tent")
    assert brisk.state is not None
    found = [lookup(brisk.services, *pair) for pair in brisk.state.shown[:2]]
    brisk.forget()
    return [known[0] for known in found if known]


def kind(answer: Answer) -> str:
    return str((answer.parts[-1].custom or {}).get("type"))


@pytest.mark.parametrize("intent", ["search", "clarify", "recommend", "out_of_scope"])
async def test_goods_called_by_name_are_told_of_and_compared(
    brisk: Conversation, intent: str
) -> None:
    first, second = await two_tents(brisk)
    told = await brisk.say(intent, f"tell me about {first.title}")
    assert (kind(told), first.title in told.parts[-1].text) == ("product", True)
    brisk.forget()
    compared = await brisk.say(intent, f"compare the {first.title} with the {second.title}")
    assert kind(compared) == "compare"
    assert brisk.state is not None
    assert [one for one, _ in brisk.state.in_view] == [first.product_id, second.product_id]


@pytest.mark.parametrize("intent", ["search", "clarify"])
async def test_one_called_by_name_goes_into_the_cart(brisk: Conversation, intent: str) -> None:
    first, _ = await two_tents(brisk)
    answer = await brisk.say(intent, f"put {first.title} in the cart")
    assert kind(answer) in ("cart", "choices")
    assert first.title in answer.parts[-1].text


async def test_a_search_that_names_none_is_one(brisk: Conversation) -> None:
    answer = await brisk.say("search", "tell me about tents for three")
    assert kind(answer) == "products"


@pytest.mark.parametrize("intent", ["search", "clarify", "cart_add", "cart_show"])
async def test_at_the_checkout_the_cart_is_shown(brisk: Conversation, intent: str) -> None:
    await brisk.say("search", "camping stove")
    await brisk.say("cart_add", "put the first one in my cart")
    answer = await brisk.say(intent, "checkout please")
    assert kind(answer) == "cart"
    assert "pay" in answer.parts[-1].text.lower()


async def test_what_is_not_in_the_cart_is_not_taken_out(brisk: Conversation) -> None:
    await brisk.say("search", "camping stove")
    await brisk.say("cart_add", "put the first one in my cart")
    kept = brisk.services.carts.lines(brisk.sender_id)
    assert len(kept) == 1
    for text in ("take the tent out", "remove the jacket from my basket"):
        await brisk.say("cart_change", text)
        assert brisk.services.carts.lines(brisk.sender_id) == kept
    await brisk.say("cart_change", "take the stove out of my cart")
    assert brisk.services.carts.lines(brisk.sender_id) == ()


async def test_thanks_for_nothing_are_no_thanks(brisk: Conversation) -> None:
    answer = await brisk.say("thanks", "thanks for nothing")
    assert "sorry" in answer.parts[-1].text


async def test_a_thing_in_view_is_picked_whatever_its_word_sounds_like(brisk: Conversation) -> None:
    await brisk.say("search", "tent")
    answer = await brisk.say("help", "the cheapest one")
    assert kind(answer) == "product"


@pytest.mark.parametrize("intent", ["affirm", "clarify", "choose"])
async def test_the_one_in_hand_is_taken(brisk: Conversation, intent: str) -> None:
    await brisk.say("search", "camping stove")
    await brisk.say("choose", "the cheapest one")
    answer = await brisk.say(intent, "ok I'll have it")
    assert kind(answer) in ("cart", "choices")


async def test_a_yes_alone_takes_nothing(brisk: Conversation) -> None:
    await brisk.say("search", "camping stove")
    await brisk.say("choose", "the cheapest one")
    await brisk.say("affirm", "ok thanks")
    assert brisk.services.carts.lines(brisk.sender_id) == ()


async def test_too_small_is_a_wish_for_something_larger(brisk: Conversation) -> None:
    await brisk.say("search", "tent for 2")
    answer = await brisk.say("inform", "too small")
    assert kind(answer) == "products"
    assert kind(await brisk.say("inform", "my name is Ada")) != "products"


async def test_the_warranty_of_the_one_in_hand_is_its_own(brisk: Conversation) -> None:
    await brisk.say("search", "tent")
    await brisk.say("choose", "the first one")
    assert kind(await brisk.say("policy", "ok and the warranty?")) == "product"
    assert kind(await brisk.say("warranty", "and what about the warranty?")) == "product"
    assert kind(await brisk.say("warranty", "a warranty claim please")) != "product"
    assert kind(await brisk.say("policy", "how do I claim under your warranty?")) != "product"
