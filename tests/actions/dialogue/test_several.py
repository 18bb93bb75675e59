"""Several wishes in one message, and what only sounds like a second one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from actions.config import PROJECT_ROOT
from actions.dialogue.answer import Answer
from actions.dialogue.utterance import Utterance, Wish
from tests.actions.dialogue.talking import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")

CATALOGUE = PROJECT_ROOT / "data" / "catalog"


def _records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CATALOGUE / name).read_text("utf-8").splitlines()]


PEOPLE = {one["id"]: one for one in _records("customers.jsonl")}
ORDER, SECOND = [one for one in _records("orders.jsonl") if one["state"] == "pending"][:2]
NUMBER, MAIL = ORDER["id"], PEOPLE[ORDER["customer_id"]]["email"]


async def hear(conversation: Conversation, whole: str, text: str, *wishes: Wish) -> Answer:
    said = Utterance(text, conversation.sender_id, float("inf"), wishes=wishes)
    return await conversation.actions[whole].answer_all(said)


def card(answer: Answer, place: int = 0) -> dict[str, Any]:
    custom = answer.parts[place].custom
    assert custom is not None
    return custom


async def test_what_only_tells_the_order_is_no_wish(conversation: Conversation) -> None:
    await conversation.say("order_status", f"where is order {NUMBER}? {MAIL}")
    story = "The driver shouted at me"
    text = f"I'd like to complain: {story}. It's about order {NUMBER}."
    answer = await hear(
        conversation,
        "complaint",
        text,
        Wish(f"I'd like to complain: {story}", "complaint", 0.95),
        Wish(f"It's about order {NUMBER}", "order_status", 0.9),
    )
    shown = card(answer)
    assert (shown["stage"], shown["order_id"]) == ("confirm", NUMBER)
    assert story in shown["lead"]
    done = await conversation.say("affirm", "yes")
    assert len(done.parts) == 1


async def test_a_question_after_an_order_is_a_wish(conversation: Conversation) -> None:
    await conversation.say("order_status", f"where is order {NUMBER}? {MAIL}")
    answer = await hear(
        conversation,
        "invoice",
        f"I need an invoice, and where is order {NUMBER}?",
        Wish("I need an invoice", "invoice", 0.95),
        Wish(f"where is order {NUMBER}?", "order_status", 0.9),
    )
    assert answer.parts
    assert conversation.services.clerk.in_hand(conversation.sender_id) is not None


async def test_anger_before_a_wish_is_no_complaint_and_is_met_with_a_word(
    conversation: Conversation,
) -> None:
    answer = await hear(
        conversation,
        "complaint",
        f"I've had enough of you. Cancel order {NUMBER}, ordered by mistake. {MAIL}",
        Wish("I've had enough of you", "complaint", 0.9),
        Wish(f"Cancel order {NUMBER}, ordered by mistake. {MAIL}", "cancel_order", 0.95),
    )
    shown = card(answer)
    assert (shown["kind"], shown["stage"]) == ("cancel_order", "confirm")
    assert "sorry" in answer.parts[0].text
    assert shown["lead"] == answer.parts[0].text
    again = await conversation.say("invoice", "what a joke, send me an invoice")
    assert "sorry" not in again.parts[0].text


async def test_a_grievance_that_is_told_is_heard_beside_a_wish(conversation: Conversation) -> None:
    await conversation.say("order_status", f"where is order {NUMBER}? {MAIL}")
    story = "Your courier threw my parcel over the hedge and drove off laughing"
    answer = await hear(
        conversation,
        "complaint",
        f"{story}. And change my address",
        Wish(story, "complaint", 0.9),
        Wish("change my address", "change_address", 0.95),
    )
    assert (card(answer)["kind"], card(answer)["stage"]) == ("open_ticket", "confirm")


async def test_what_needs_a_list_is_no_wish_before_there_is_one(
    conversation: Conversation,
) -> None:
    answer = await hear(
        conversation,
        "cancel_order",
        f"There's something else. Cancel order {NUMBER}",
        Wish("There's something else", "more", 0.9),
        Wish(f"Cancel order {NUMBER}", "cancel_order", 0.95),
    )
    assert [one.custom["kind"] for one in answer.parts if one.custom] == ["cancel_order"]


async def test_one_more_thing_asks_for_no_more_goods(conversation: Conversation) -> None:
    await conversation.say("search", "a tent")
    answer = await hear(
        conversation,
        "order_status",
        f"There's one more thing. Where is order {NUMBER}?",
        Wish("There's one more thing", "more", 0.9),
        Wish(f"Where is order {NUMBER}?", "order_status", 0.95),
    )
    assert len(answer.parts) == 1
    assert card(answer)["type"] == "service"


async def test_going_back_beside_a_question_puts_the_desks_question_once(
    conversation: Conversation,
) -> None:
    await conversation.say("cancel_order", "cancel my order")
    answer = await hear(
        conversation,
        "policy",
        "do you ship to Norway? and then back to what I asked",
        Wish("do you ship to Norway?", "policy", 0.95),
        Wish("and then back to what I asked", "resume", 0.9),
    )
    kinds = [card(answer, place)["type"] for place in range(len(answer.parts))]
    assert kinds == ["policy", "service"]


async def test_what_a_rule_costs_asks_about_no_product(conversation: Conversation) -> None:
    answer = await hear(
        conversation,
        "policy",
        "do you have express delivery and what does it cost",
        Wish("do you have express delivery", "policy", 0.95),
        Wish("and what does it cost", "details", 0.9),
    )
    assert [card(answer, place)["type"] for place in range(len(answer.parts))] == ["policy"]
    assert "€9.50" in answer.parts[0].text


async def test_what_a_complaint_is_about_is_no_second_matter(conversation: Conversation) -> None:
    number, mail = SECOND["id"], PEOPLE[SECOND["customer_id"]]["email"]
    await conversation.say("order_status", f"where is order {number}? {mail}")
    opening, story = f"I want to complain about order {number}.", "The box was dirty, nobody wrote."
    answer = await hear(
        conversation,
        "complaint",
        f"{opening} {story}",
        Wish(opening, "complaint", 0.95),
        Wish(story, "delivery_problem", 0.9),
    )
    assert [card(answer)["stage"], len(answer.parts)] == ["confirm", 1]
    done = await conversation.say("affirm", "yes")
    assert len(done.parts) == 1
