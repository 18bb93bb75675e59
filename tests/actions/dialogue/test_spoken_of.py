"""Which product a question is about: the one just spoken of, the one it names by half, or none."""

from __future__ import annotations

import pytest

from actions.dialogue.answer import Answer
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAN, JACKET = "Ingle Non-Stick Frying Pan", "Heron Waterproof Jacket"


def _title(answer: Answer) -> str:
    (part,) = answer.parts
    assert part.custom is not None
    assert part.custom["type"] == "product"
    return str(part.custom["hits"][0]["title"])


@pytest.mark.parametrize("search", ["", "waterproof jacket"])
async def test_the_product_just_named_is_the_one_spoken_of(
    brisk: Conversation, search: str
) -> None:
    if search:
        await brisk.say("search", search)
    assert _title(await brisk.say("details", f"is the {PAN} induction?")) == PAN
    answer = await brisk.say("details", "is it oven safe up to 250")
    assert _title(answer) == PAN
    assert "oven" in answer.parts[0].text
    assert _title(await brisk.say("details", "and who makes it?")) == PAN


async def test_a_new_search_ends_what_was_spoken_of(brisk: Conversation) -> None:
    await brisk.say("details", f"is the {PAN} induction?")
    await brisk.say("search", "waterproof jacket")
    assert "Pan" not in _title(await brisk.say("details", "is it packable?"))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("is the Fell Down Jacket vegan", "Fell Down Jacket"),
        ("is the heron down jacket vegan", "heron down jacket"),
        ("is the Zephyr GU10 LED Lamp dimmable", "Zephyr GU10 LED Lamp"),
        ("how heavy is the Zephyr Moon Parka exactly", "Zephyr Moon Parka"),
    ],
)
@pytest.mark.parametrize("search", ["", "tent"])
async def test_a_name_that_nothing_has_is_answered_as_no_other(
    brisk: Conversation, question: str, name: str, search: str
) -> None:
    if search:
        await brisk.say("search", search)
    answer = await brisk.say("details", question)
    (part,) = answer.parts
    assert part.custom is not None
    assert f"“{name}”" in part.text
    assert part.custom["type"] == "products"


@pytest.mark.parametrize(
    ("question", "title"),
    [("is the harrow rain jacket packable", "Harrow Rain Jacket"),
     ("is the Harrow jacket packable", "Harrow Rain Jacket")],
)  # fmt: skip
async def test_half_a_name_is_a_name_where_one_product_has_it(
    brisk: Conversation, question: str, title: str
) -> None:
    await brisk.say("search", "tent")
    assert _title(await brisk.say("details", question)) == title


@pytest.mark.parametrize(
    "question",
    [
        "is the hood detachable",
        "is the jacket warm",
        "is the USB C port sealed",
        "is the blue rain jacket any warmer",
        "is the Chest Pocket big",
        "does it fit under the Apple Watch strap",
        "does the zip go all the way down",
        "is the waterproof rating high",
        "what is the weight of the jacket",
        "is the cotton in the lining organic",
        "how long does the battery last",
    ],
)
async def test_words_about_the_product_in_hand_are_no_name(
    brisk: Conversation, question: str
) -> None:
    await brisk.say("search", "waterproof jacket")
    await brisk.say("details", f"how much is the {JACKET}?")
    assert _title(await brisk.say("details", question)) == JACKET


async def test_what_a_description_says_of_drying_is_quoted(brisk: Conversation) -> None:
    await brisk.say("details", f"how much is the {JACKET}?")
    (part,) = (await brisk.say("details", "can i tumble dry it")).parts
    assert "“Wash it at thirty, tumble it briefly on low, and the water beads again.”" in part.text
