"""Whether a product is there as the customer asks for it, answered from its variants."""

from __future__ import annotations

import pytest

from actions.choosing.versions import versions_asked
from actions.dialogue import Services
from actions.dialogue.answer import Answer
from actions.dialogue.reference import lookup
from retrieval.values import Money, Product, Variant
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

PRICE = Money.of(49.0, "EUR")
FLEECE = Product(
    "p1",
    "Long Fleece",
    (
        Variant("a", {"colour": "forest green", "size": "M"}, PRICE, stock=3),
        Variant("b", {"colour": "forest green", "size": "L"}, PRICE, stock=0),
        Variant("c", {"colour": "mustard", "size": "M"}, PRICE, stock=2),
        Variant("d", {"colour": "mustard", "size": "L"}, PRICE, stock=1),
    ),
)


@pytest.mark.parametrize(
    ("text", "fitting", "unheard"),
    [
        ("do you have it in L?", "bd", ()),
        ("is it there in mustard", "cd", ()),
        ("the green one in large please", "b", ()),
        ("does it come in pink?", "", ("colour",)),
    ],
)
async def test_what_is_asked_for_is_read_off_the_products_own_options(
    services: Services, text: str, fitting: str, unheard: tuple[str, ...]
) -> None:
    asked = versions_asked(text, FLEECE, services.ears["en"].words)
    assert asked is not None
    assert "".join(one.variant_id for one in asked.fitting) == fitting
    assert asked.unheard == unheard


async def test_no_version_is_asked_for_where_no_value_is_named(services: Services) -> None:
    words = services.ears["en"].words
    assert versions_asked("is the long fleece in stock?", FLEECE, words) is None
    assert versions_asked("what colours does it come in?", FLEECE, words) is None


async def test_of_those_that_fit_the_nearest_to_what_was_shown_is_taken(services: Services) -> None:
    asked = versions_asked("in L?", FLEECE, services.ears["en"].words)
    assert asked is not None
    green_m, green_l, _, mustard_l = FLEECE.variants
    assert asked.nearest(green_m) == mustard_l  # the green L is sold out
    assert asked.nearest(green_l) == mustard_l


def _shown(conversation: Conversation, place: int) -> tuple[Product, Variant]:
    state = conversation.state
    assert state is not None
    known = lookup(conversation.services, *state.shown[place])
    assert known is not None
    return known


def _hit(answer: Answer) -> dict[str, object]:
    (hit,) = answer.parts[-1].custom["hits"]
    return dict(hit)


def _unworn(product: Product) -> str:
    """A colour that it doesn't come in."""
    worn = " ".join(one.options.get("colour", "") for one in product.variants)
    return next(one for one in ("pink", "purple", "orange") if one not in worn)


@pytest.mark.parametrize("intent", ["details", "clarify", "refine", "inform"])
async def test_the_second_in_a_size_is_asked_about_not_searched_for(
    conversation: Conversation, intent: str
) -> None:
    await conversation.say("search", "a fleece")
    product, _ = _shown(conversation, 1)
    variant = next(one for one in product.variants if one.in_stock)
    size = variant.options["size"]
    answer = await conversation.say(intent, f"second one, do you have it in {size}?")
    told = answer.parts[-1].text
    assert product.title in told
    assert size in told
    assert "in stock" in told
    added = await conversation.say("cart_add", "add it")
    (item,) = added.parts[-1].custom["items"]
    assert item["product_id"] == product.product_id
    chosen = product.variant(str(item["variant_id"]))
    assert chosen is not None
    assert chosen.options["size"] == size


async def test_a_colour_it_has_not_is_denied_and_its_own_are_named(
    conversation: Conversation,
) -> None:
    await conversation.say("search", "a fleece")
    product, _ = _shown(conversation, 0)
    text = f"is the first one available in {_unworn(product)}?"
    told = (await conversation.say("details", text)).parts[-1].text
    assert not told.startswith("Yes")
    there = next(one for one in product.variants if one.in_stock)
    assert there.options["colour"] in told


async def test_what_else_is_asked_of_a_version_is_answered_of_that_one(
    conversation: Conversation,
) -> None:
    await conversation.say("search", "a fleece")
    product, _ = _shown(conversation, 0)
    last = product.variants[-1]
    size = last.options["size"]
    answer = await conversation.say("details", f"how much is the first one in {size}?")
    assert "€" in answer.parts[-1].text
    assert "in stock in" not in answer.parts[-1].text


async def test_many_versions_are_asked_for_one_option_at_a_time(
    conversation: Conversation,
) -> None:
    await conversation.say("search", "a fleece")
    answer = await conversation.say("cart_add", "put the first one in my cart")
    product, _ = _shown(conversation, 0)
    colours = {one.options["colour"] for one in product.variants if one.in_stock is not False}
    assert len(answer.parts[-1].custom["quick_replies"]) == len(colours)
    then = await conversation.say("cart_add", answer.parts[-1].custom["quick_replies"][0])
    sizes = then.parts[-1].custom["quick_replies"]
    done = await conversation.say("cart_add", sizes[0])
    (item,) = done.parts[-1].custom["items"]
    assert item["product_id"] == product.product_id
