"""A search over several turns: changed, undone, gone on with; products picked from it."""

from __future__ import annotations

from typing import Any

import pytest

from actions.dialogue.answer import Answer
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")


def custom(answer: Answer) -> dict[str, Any]:
    found = answer.parts[0].custom
    assert found is not None
    return found


def ids(answer: Answer) -> list[str]:
    return [hit["product_id"] for hit in custom(answer)["hits"]]


def prices(answer: Answer) -> list[float]:
    return [hit["price"]["amount"] for hit in custom(answer)["hits"]]


def asked(answer: Answer) -> list[str]:
    return [one["field"] for one in custom(answer)["understood"]["constraints"]]


async def test_what_names_another_thing_is_a_new_search_however_it_was_heard(
    brisk: Conversation,
) -> None:
    await brisk.say("search", "tents under 200")
    bag = await brisk.say("refine", "and a sleeping bag")
    assert asked(bag) == []
    assert all("Sleeping Bag" in hit["title"] for hit in custom(bag)["hits"])
    assert asked(await brisk.say("undo", "go back")) == ["price"]


async def test_what_changes_the_search_keeps_it_however_it_was_heard(
    brisk: Conversation,
) -> None:
    await brisk.say("search", "tents under 300")
    assert asked(await brisk.say("search", "green tents")) == ["price", "colour"]
    assert asked(await brisk.say("search", "only in stock")) == [
        "price",
        "colour",
        "in_stock",
    ]


async def test_undo_goes_back_several_steps_and_forward_again(brisk: Conversation) -> None:
    first = await brisk.say("search", "jacket")
    second = await brisk.say("refine", "under 150")
    third = await brisk.say("refine", "in blue")
    assert ids(await brisk.say("undo", "go back two steps")) == ids(first)
    assert ids(await brisk.say("undo", "no, bring it back")) == ids(second)
    assert ids(await brisk.say("undo", "redo")) == ids(third)
    assert ids(await brisk.say("undo", "back to the start")) == ids(first)


async def test_change_after_undo_leaves_nothing_to_bring_back(brisk: Conversation) -> None:
    await brisk.say("search", "jacket")
    await brisk.say("refine", "under 150")
    await brisk.say("undo", "undo")
    changed = await brisk.say("refine", "in blue")
    assert changed.state is not None
    assert changed.state.ahead == ()
    assert len(changed.state.past) == 1


async def test_back_after_more_is_the_page_before(brisk: Conversation) -> None:
    first = await brisk.say("search", "jacket")
    second = await brisk.say("more", "more")
    assert not set(ids(first)) & set(ids(second))
    assert ids(await brisk.say("more", "show me those again")) == ids(second)
    assert ids(await brisk.say("undo", "go back")) == ids(first)


async def test_rest_shows_all_that_is_left_and_then_there_is_no_more(
    brisk: Conversation,
) -> None:
    first = await brisk.say("search", "tent")
    rest = await brisk.say("more", "show the rest")
    assert len(ids(first)) + len(ids(rest)) == 13
    assert "Show more" in custom(first)["quick_replies"]
    assert "Show more" not in custom(rest)["quick_replies"]
    assert (await brisk.say("more", "more")).parts[0].custom is None


async def test_the_cheapest_of_what_is_shown_is_picked(brisk: Conversation) -> None:
    first = await brisk.say("search", "tent")
    cheapest = ids(first)[prices(first).index(min(prices(first)))]
    assert ids(await brisk.say("search", "the cheapest one")) == [cheapest]


async def test_the_blue_one_is_the_one_shown_in_blue(brisk: Conversation) -> None:
    await brisk.say("search", "jacket")
    shown = custom(await brisk.say("refine", "in red or blue"))["hits"]
    colours = [hit["attributes"]["colour"] for hit in shown]
    wanted = next(colour for colour in colours if colours.count(colour) == 1)
    (hit,) = custom(await brisk.say("refine", f"the {wanted} one"))["hits"]
    assert hit["product_id"] == shown[colours.index(wanted)]["product_id"]
    assert hit["attributes"]["colour"] == wanted


async def test_one_that_is_not_there_is_not_taken_for_another(brisk: Conversation) -> None:
    await brisk.say("search", "a jacket, not black")
    answer = await brisk.say("details", "does the transparent purple one have a hood?")
    assert answer.state is None or answer.parts[0].evidence
    await brisk.say("search", "tent")
    answer = await brisk.say("details", "is the pink one waterproof?")
    assert answer.state is None
    assert answer.parts[0].evidence is None


async def test_after_a_comparison_the_second_is_the_second_compared(
    brisk: Conversation,
) -> None:
    first = await brisk.say("search", "tent")
    await brisk.say("compare", "compare 2 and 4")
    assert ids(await brisk.say("choose", "the second one")) == [ids(first)[3]]
    assert ids(await brisk.say("choose", "the fourth one")) == [ids(first)[3]]


async def test_like_it_but_cheaper_is_another_of_its_kind_for_less(
    brisk: Conversation,
) -> None:
    first = await brisk.say("search", "a waterproof jacket, not black")
    dearest = prices(first).index(max(prices(first)))
    await brisk.say("choose", str(dearest + 1))
    alike = await brisk.say("refine", "like this but cheaper")
    assert ids(alike)
    assert ids(first)[dearest] not in ids(alike)
    assert max(prices(alike)) < prices(first)[dearest]
    for hit in custom(alike)["hits"]:
        assert hit["attributes"]["waterproof"] == "yes"
        assert hit["attributes"]["colour"] != "black"
    loose = await brisk.say("refine", "forget the price")
    assert ids(first)[dearest] not in ids(loose)
    assert asked(loose) == ["colour", "attribute:waterproof"]


async def test_similar_to_the_second_is_found_whatever_it_was_heard_as(
    brisk: Conversation,
) -> None:
    first = await brisk.say("search", "tent")
    for intent in ("search", "refine", "more", "choose"):
        alike = await brisk.say(intent, f"something similar to the {first_title(first)}")
        assert ids(first)[0] not in ids(alike)
        assert custom(alike)["understood"]["like"] == ids(first)[0]
        assert all("Tent" in hit["title"] for hit in custom(alike)["hits"])


def first_title(answer: Answer) -> str:
    return str(custom(answer)["hits"][0]["title"])


async def test_clicked_facet_leaves_what_it_promised(brisk: Conversation) -> None:
    found = await brisk.say("search", "jacket")
    offered = custom(found)["facets"]
    assert len(offered) >= 2
    assert [one["text"] for one in offered] == custom(found)["quick_replies"][: len(offered)]
    for facet in offered:
        assert f"({facet['count']})" in facet["label"]
        narrowed = await brisk.say("policy", facet["text"])
        assert custom(narrowed)["found"] == facet["count"] < custom(found)["found"]
        assert asked(narrowed) == [facet["field"]]
        await brisk.say("undo", "undo")


async def test_each_condition_can_be_dropped_by_what_is_offered(
    brisk: Conversation,
) -> None:
    text = "a waterproof jacket with a hood under 200, not black, for women"
    found = await brisk.say("search", text)
    fields = asked(found)
    forget = custom(found)["forget"]
    assert len(forget) == len(fields) == 5
    for place, offer in enumerate(forget):
        left = await brisk.say("out_of_scope", offer)
        assert asked(left) == fields[:place] + fields[place + 1 :]
        await brisk.say("search", "tent")
        await brisk.say("search", text)


async def test_change_that_leaves_nothing_can_be_loosened(brisk: Conversation) -> None:
    first = await brisk.say("search", "tent")
    none = await brisk.say("refine", "from Oddmoor")
    assert ids(none) == []
    assert custom(none)["quick_replies"] == ["forget the brand"]
    assert ids(await brisk.say("refine", "forget the brand")) == ids(first)


async def test_price_that_buys_nothing_is_answered_with_the_nearest_there_is(
    brisk: Conversation,
) -> None:
    await brisk.say("search", "tents")
    none = custom(await brisk.say("refine", "under 50"))
    assert [one["constraint"] for one in none["relaxed"]] == ["price"]
    every = [
        v.price
        for p in brisk.services.index.products()
        for v in p.variants
        if p.category == "tent" and v.price
    ]
    assert none["nearest"] == min(every, key=lambda price: price.amount_minor).as_json()
