"""The dialogue over a real shop: what is shown obeys, and what is said is on record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions.config import PROJECT_ROOT
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")


def _records(name: str) -> dict[str, dict[str, Any]]:
    lines = (PROJECT_ROOT / "data" / "catalog" / name).read_text("utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


ORDERS, CUSTOMERS = _records("orders.jsonl"), _records("customers.jsonl")


async def test_search_obeys_and_explains(conversation: Conversation) -> None:
    answer = await conversation.say("search", "a waterproof jacket under 120, not black")
    (part,) = answer.parts
    assert part.custom is not None
    assert part.custom["type"] == "products"
    assert part.custom["relaxed"] == []
    for hit in part.custom["hits"]:
        assert hit["price"]["amount"] <= 120
        assert hit["attributes"]["colour"] != "black"
        assert hit["attributes"]["waterproof"] == "yes"
        assert hit["title"] in part.text
    explained = [one["product_id"] for one in part.custom["explanations"]]
    assert explained == [hit["product_id"] for hit in part.custom["hits"][:3]]
    assert all(one["evidence"] for one in part.custom["explanations"])


async def test_cheaper_is_below_what_was_shown_and_undo_goes_back(
    conversation: Conversation,
) -> None:
    first = (await conversation.say("search", "a waterproof jacket, not black")).parts[0].custom
    cheaper = (await conversation.say("refine", "cheaper")).parts[0].custom
    assert first is not None
    assert cheaper is not None
    assert cheaper["hits"]
    top = first["hits"][0]["price"]["amount"]
    assert all(hit["price"]["amount"] < top for hit in cheaper["hits"])
    assert all(hit["attributes"]["colour"] != "black" for hit in cheaper["hits"])
    back = (await conversation.say("undo", "go back")).parts[0].custom
    assert back is not None
    assert [h["product_id"] for h in back["hits"]] == [h["product_id"] for h in first["hits"]]


async def test_more_shows_others(conversation: Conversation) -> None:
    first = (await conversation.say("search", "jacket")).parts[0].custom
    more = (await conversation.say("more", "show me more")).parts[0].custom
    assert first is not None
    assert more is not None
    seen = {hit["product_id"] for hit in first["hits"]}
    assert more["hits"]
    assert not seen & {hit["product_id"] for hit in more["hits"]}


async def test_details_answer_from_the_product_pointed_at(conversation: Conversation) -> None:
    first = (await conversation.say("search", "tent")).parts[0].custom
    answer = await conversation.say("details", "how heavy is the second one?")
    assert first is not None
    second = first["hits"][1]
    (part,) = answer.parts
    assert part.custom is not None
    assert part.custom["hits"][0]["product_id"] == second["product_id"]
    assert second["attributes"]["weight"] in part.text
    assert answer.state is not None
    assert answer.state.selected == second["product_id"]


async def test_unrecorded_attribute_is_said_to_be_unrecorded(conversation: Conversation) -> None:
    await conversation.say("search", "tent")
    (part,) = (await conversation.say("details", "does it come with a carbon certificate?")).parts
    assert part.custom is not None
    assert not part.custom["hits"][0]["attributes"].get("carbon certificate")
    assert "yes" not in part.text.lower().split()


async def test_compare_sets_the_named_two_side_by_side(conversation: Conversation) -> None:
    first = (await conversation.say("search", "laptop")).parts[0].custom
    (part,) = (await conversation.say("compare", "compare one and three")).parts
    assert first is not None
    assert part.custom is not None
    columns = [column["product_id"] for column in part.custom["table"]["columns"]]
    assert columns == [first["hits"][0]["product_id"], first["hits"][2]["product_id"]]
    assert all(len(row["values"]) == 2 for row in part.custom["table"]["rows"])


async def test_a_question_is_answered_from_the_description_word_for_word(
    conversation: Conversation,
) -> None:
    await conversation.say("search", "Bracken 3-Person Tent")
    await conversation.say("details", "tell me about the first one")
    (part,) = (await conversation.say("details", "how many doors does it have?")).parts
    quote = "Two doors mean nobody climbs over anybody at three in the morning."
    assert f"“{quote}”" in part.text
    assert {"field": "description", "value": quote, "source": "catalog:FL-0098"} in part.evidence
    (part,) = (await conversation.say("details", "does it have a timer?")).parts
    assert "“" not in part.text
    assert "Bracken 3-Person Tent" in part.text


async def test_why_names_only_what_the_record_holds(conversation: Conversation) -> None:
    await conversation.say("search", "a waterproof jacket under 120")
    (part,) = (await conversation.say("why", "why the first one?")).parts
    assert part.custom is not None
    hit = part.custom["hits"][0]
    assert hit["title"] in part.text
    assert part.evidence


async def test_order_state_is_the_records(conversation: Conversation) -> None:
    buyer = CUSTOMERS[ORDERS["10234"]["customer_id"]]
    await conversation.say("order_status", "where is order 10234?")
    (part,) = (await conversation.say("inform", buyer["email"])).parts
    assert part.custom is not None
    order = part.custom["order"]
    assert order["state"] == ORDERS["10234"]["state"] == "shipped"
    assert ORDERS["10234"]["tracking"] == order["tracking"]
    assert [item["product_id"] for item in order["items"]] == [
        item["product_id"] for item in ORDERS["10234"]["items"]
    ]
    assert "10234" in part.text


async def test_order_is_told_to_its_own_customer_alone(conversation: Conversation) -> None:
    said = [await conversation.say("order_status", "where is order 10234?")]
    said.append(await conversation.say("inform", "somebody.else@postbox.example"))
    words = json.dumps([part.as_json() for answer in said for part in answer.parts])
    order = ORDERS["10234"]
    buyer = CUSTOMERS[order["customer_id"]]
    private = [buyer["name"], buyer["email"], buyer["address"]["street"], order["tracking"]]
    private += [item["title"] for item in order["items"]]
    assert not [one for one in private if one in words]
    assert order["state"] not in words


async def test_unknown_order_is_answered_as_anothers_is(conversation: Conversation) -> None:
    answers = []
    for number in ("99999", "10234"):
        conversation.forget()
        await conversation.say("order_status", f"where is order {number}")
        (part,) = (await conversation.say("inform", "somebody.else@postbox.example")).parts
        answers.append(part.custom)
    assert answers[0] is not None
    assert answers[1] is not None
    assert {**answers[0], "lead": ""} == {**answers[1], "lead": ""}


async def test_policy_is_quoted_verbatim(conversation: Conversation) -> None:
    (part,) = (await conversation.say("policy", "how long do I have to return something?")).parts
    assert part.custom is not None
    quoted = part.custom["passages"][0]
    policies = (PROJECT_ROOT / "data" / "knowledge" / "en").glob("*.md")
    held = " ".join(" ".join(path.read_text("utf-8") for path in policies).split())
    assert " ".join(quoted["text"].split()) in held
    assert quoted["source"] == "returns"


async def test_question_the_policies_leave_open_is_not_guessed(conversation: Conversation) -> None:
    answer = await conversation.say("policy", "what is the airspeed of an unladen swallow")
    assert answer.parts[0].evidence is None


async def test_did_you_mean_runs_the_original_words(conversation: Conversation) -> None:
    asked = await conversation.say("clarify", "hm something about thing 10234 there")
    custom = asked.parts[0].custom
    assert custom is not None
    labels = custom["quick_replies"]
    place = labels.index(conversation.actions["search"].phrases_of("en").choices["order_status"])
    answer = await conversation.say("choose", str(place + 1))
    assert conversation.services.pending.get(conversation.sender_id) is None
    assert answer.parts
    assert "Did you mean" not in answer.parts[0].text


async def test_nothing_found_is_said_so(conversation: Conversation) -> None:
    (part,) = (await conversation.say("search", "qwxzzv blorp")).parts
    assert part.custom is not None
    assert part.custom["hits"] == []


async def test_person_is_offered_with_the_shops_own_numbers(conversation: Conversation) -> None:
    (part,) = (await conversation.say("human", "let me talk to somebody")).parts
    assert part.custom is not None
    assert part.custom["email"] == conversation.services.shop.contact.email
    assert part.custom["email"] in part.text


async def test_product_is_known_by_its_name_whatever_was_shown(
    conversation: Conversation,
) -> None:
    await conversation.say("search", "laptop")
    answer = await conversation.say("details", "how heavy is the Solstice 2-Person Tent?")
    custom = answer.parts[0].custom
    assert custom is not None
    assert custom["hits"][0]["title"] == "Solstice 2-Person Tent"


async def test_picking_by_number_shows_that_products_details(conversation: Conversation) -> None:
    first = (await conversation.say("search", "tent")).parts[0].custom
    custom = (await conversation.say("choose", "2")).parts[0].custom
    assert first is not None
    assert custom is not None
    assert custom["hits"][0]["product_id"] == first["hits"][1]["product_id"]
    assert custom["hits"][0]["title"] in custom["lead"]


async def test_place_beyond_the_list_is_not_taken_for_the_first(
    conversation: Conversation,
) -> None:
    await conversation.say("search", "a waterproof jacket under 120, not black")
    answer = await conversation.say("details", "is the seventh one waterproof?")
    assert answer.parts[0].evidence is None
    assert answer.state is None


async def test_compare_takes_the_products_that_are_named(conversation: Conversation) -> None:
    await conversation.say("search", "laptop")
    text = "compare the Solstice 2-Person Tent and the Clearing 2-Person Tent"
    custom = (await conversation.say("compare", text)).parts[0].custom
    assert custom is not None
    titles = [column["title"] for column in custom["table"]["columns"]]
    assert titles == ["Solstice 2-Person Tent", "Clearing 2-Person Tent"]


async def test_three_numbers_compare_three(conversation: Conversation) -> None:
    await conversation.say("search", "laptop")
    custom = (await conversation.say("compare", "compare 1, 2 and 3")).parts[0].custom
    assert custom is not None
    assert len(custom["table"]["columns"]) == 3


async def test_search_that_finds_nothing_keeps_what_was_shown(conversation: Conversation) -> None:
    first = (await conversation.say("search", "tent")).parts[0].custom
    await conversation.say("search", "qwxzzv blorp")
    custom = (await conversation.say("details", "how heavy is the second one?")).parts[0].custom
    assert first is not None
    assert custom is not None
    assert custom["hits"][0]["product_id"] == first["hits"][1]["product_id"]


async def test_order_is_remembered_for_its_sender(conversation: Conversation) -> None:
    buyer = CUSTOMERS[ORDERS["10234"]["customer_id"]]
    await conversation.say("order_status", f"where is order 10234? {buyer['email']}")
    (part,) = (await conversation.say("order_status", "when will it arrive?")).parts
    assert part.custom is not None
    assert part.custom["order"]["order_id"] == "10234"
