"""Which of all in view has the most of something, and what is put into the cart then."""

from __future__ import annotations

import pytest

from actions.dialogue.answer import Answer
from actions.dialogue.measures import Extreme, Known, by_measure
from actions.dialogue.reference import lookup
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

LIGHTEST, CHEAPEST = Extreme("weight", most=False), Extreme("price", most=False)
DEAREST = Extreme("price", most=True)


def in_view(conversation: Conversation) -> list[Known]:
    state = conversation.state
    assert state is not None
    found = (lookup(conversation.services, *pair) for pair in state.in_view)
    return [known for known in found if known]


def told(answer: Answer) -> str:
    return answer.parts[-1].text


@pytest.mark.parametrize(
    ("intent", "text", "wanted"),
    [
        ("compare", "which one is the lightest?", LIGHTEST),
        ("clarify", "whats the lightest one", LIGHTEST),
        ("details", "What's the lightest of these?", LIGHTEST),
        ("search", "and which is the cheapest", CHEAPEST),
        ("refine", "which of them is the most expensive", DEAREST),
    ],
)
async def test_of_all_in_view_it_is_named_with_its_value(
    brisk: Conversation, intent: str, text: str, wanted: Extreme
) -> None:
    await brisk.say("search", "tent")
    seen = in_view(brisk)
    first, second, *_ = by_measure(seen, wanted)
    answer = await brisk.say(intent, text)
    assert told(answer).index(first[0].title) < told(answer).index(second[0].title)
    sources = [one["source"].split("/")[0] for one in answer.parts[-1].evidence]
    assert sources == [f"catalog:{one[0].product_id}" for one in (first, second)]
    assert in_view(brisk) == seen
    assert brisk.state is not None
    assert brisk.state.selected == first[0].product_id


async def test_of_the_first_two_it_is_one_of_them(brisk: Conversation) -> None:
    await brisk.say("search", "tent")
    heavier = by_measure(in_view(brisk)[:2], Extreme("weight", most=True))[0]
    answer = await brisk.say("compare", "which of the first two is heavier")
    assert heavier[0].title in told(answer)
    assert "heavier of the two" in told(answer)


async def test_those_level_share_it(brisk: Conversation) -> None:
    await brisk.say("search", "tent")
    answer = await brisk.say("compare", "which one sleeps the most people")
    most = Extreme("sleeps", most=True)
    ranked = by_measure(in_view(brisk), most)
    level = [one for one in ranked if _sleeps(one) == _sleeps(ranked[0])]
    assert all(product.title in told(answer) for product, _ in level)


def _sleeps(known: Known) -> object:
    attribute = known[0].attribute("sleeps")
    return attribute.value if attribute else None


async def test_a_wish_for_something_lighter_is_no_question(brisk: Conversation) -> None:
    await brisk.say("search", "tent")
    answer = await brisk.say("refine", "lighter please")
    assert (answer.parts[-1].custom or {})["type"] == "products"


async def test_the_cheapest_goes_into_the_cart_not_the_one_in_hand(brisk: Conversation) -> None:
    await brisk.say("search", "camping stove")
    dearest = by_measure(in_view(brisk), DEAREST)[0][0]
    cheapest = by_measure(in_view(brisk), CHEAPEST)[0][0]
    await brisk.say("compare", "which is the most expensive")
    assert brisk.state is not None
    assert brisk.state.selected == dearest.product_id
    answer = await brisk.say("cart_add", "add the cheapest to my cart")
    assert cheapest.title in told(answer)


async def test_the_size_that_was_searched_for_goes_into_the_cart(brisk: Conversation) -> None:
    await brisk.say("search", "a black rain jacket in size M")
    await brisk.say("cart_add", "add the first one to my cart")
    (line,) = brisk.services.carts.lines(brisk.sender_id)
    product = brisk.services.index.product(line.product_id)
    assert product is not None
    variant = product.variant(line.variant_id)
    assert variant is not None
    assert variant.options["size"] == "M"


async def test_a_search_for_the_lightest_has_it_first(brisk: Conversation) -> None:
    answer = await brisk.say("search", "what's the lightest tent you have")
    seen = in_view(brisk)
    assert seen == by_measure(seen, LIGHTEST)
    assert told(answer).index("lightest") < told(answer).index(seen[0][0].title)
    assert answer.parts[-1].evidence[0]["field"] == "attributes.weight"


async def test_a_search_for_tents_is_in_no_such_order(brisk: Conversation) -> None:
    await brisk.say("search", "tent")
    assert in_view(brisk) != by_measure(in_view(brisk), LIGHTEST)
