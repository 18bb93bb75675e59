"""A real Rasa with the trained model: each kind of message reaches its action, and what the server
is sent and sends is what the golden files say."""

from __future__ import annotations

import pytest
import yaml
from rasa.core.agent import Agent

from bot.tests.customer import SAID, UNCLEAR, Customer
from bot.tests.stand_in import StandIn, golden


@pytest.fixture
def customer(agent: Agent) -> Customer:
    return Customer(agent)


def test_a_message_is_tried_for_each_intent() -> None:
    with open("domain.yml", encoding="utf-8") as file:
        assert set(SAID) == set(yaml.safe_load(file)["intents"])


@pytest.mark.parametrize("intent", SAID)
async def test_each_intent_reaches_its_action(customer: Customer, intent: str) -> None:
    assert await customer.say(SAID[intent]) == [f"action_{intent}: {SAID[intent]}"]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("I have a complaint about order 10234", "complaint"),
        ("i have a compalint about order #W2890441", "complaint"),
        ("send the E-Reader back", "return_item"),
        ("Return the e-reader please", "return_item"),
        ("No, that's it. Thanks", "goodbye"),
        ("No, that's it. Thanks for your help!", "goodbye"),
        ("plese lt me knwo wehn its bakc in stok", "stock_alert"),
        ("tel me wen teh lmap is agian in stcok plz", "stock_alert"),
        ("can u notfiy me wehn the keetle is availble agian", "stock_alert"),
    ],
)
async def test_what_was_misheard_once_reaches_its_action(
    customer: Customer, said: str, intent: str
) -> None:
    assert await customer.say(said) == [f"action_{intent}: {said}"]


async def test_what_is_not_understood_is_asked_about(customer: Customer, stand_in: StandIn) -> None:
    assert await customer.say(UNCLEAR) == [f"action_clarify: {UNCLEAR}"]
    message = stand_in.requests[-1]["tracker"]["latest_message"]
    assert message["intent"]["name"] == "nlu_fallback"
    names = [one["name"] for one in message["intent_ranking"]]
    assert names[0] == "nlu_fallback"
    assert len(names) >= 4  # enough to offer three meanings


async def test_two_wishes_reach_the_server_with_the_message(
    customer: Customer, stand_in: StandIn
) -> None:
    await customer.say("I forgot my password and where is your shop?")
    message = stand_in.requests[-1]["tracker"]["latest_message"]
    wishes = [(one["text"], one["intent"]) for one in message["wishes"]]
    assert wishes == [("I forgot my password", "password"), ("where is your shop?", "policy")]
    assert all(0.6 <= one["confidence"] <= 1 for one in message["wishes"])
    await customer.say("black and white shoes")
    assert "wishes" not in stand_in.requests[-1]["tracker"]["latest_message"]


async def test_a_bare_number_is_an_order_and_a_digit_a_choice(
    customer: Customer, stand_in: StandIn
) -> None:
    assert (await customer.say("10562"))[0].startswith("action_order_status")
    entities = stand_in.requests[-1]["tracker"]["latest_message"]["entities"]
    assert [one["value"] for one in entities if one["entity"] == "order_number"] == ["10562"]
    for digit in "123456789":
        assert (await customer.say(digit))[0].startswith("action_choose")


async def test_the_server_is_posted_what_the_golden_file_says(
    customer: Customer, stand_in: StandIn
) -> None:
    asked, expected = golden("rest_request"), golden("action_request")
    customer.sender = asked["sender"]
    await customer.say(asked["message"], asked["metadata"])
    await customer.say("cheaper", expected["tracker"]["latest_message"]["metadata"])
    sent = stand_in.requests[-1]
    assert set(sent) == set(expected)
    assert set(sent["tracker"]) == set(expected["tracker"])
    assert sent["next_action"] == expected["next_action"]
    assert sent["sender_id"] == expected["sender_id"]
    assert sent["tracker"]["slots"] == expected["tracker"]["slots"]
    message, golden_message = (
        sent["tracker"]["latest_message"],
        expected["tracker"]["latest_message"],
    )
    assert set(message) == set(golden_message)
    assert message["metadata"] == golden_message["metadata"]
    assert message["intent"]["name"] == golden_message["intent"]["name"]
    kinds = [event["event"] for event in expected["tracker"]["events"]]
    newest = sent["tracker"]["events"][-len(kinds) :]
    assert [event["event"] for event in newest] == kinds


async def test_the_search_state_stays_until_the_server_changes_it(customer: Customer) -> None:
    state = golden("action_response")["events"][0]["value"]
    await customer.say(SAID["search"])
    assert await customer.slot() == state
    for intent in ("policy", "thanks", "order_status", "why"):
        await customer.say(SAID[intent])
        assert await customer.slot() == state


async def test_customers_do_not_share_a_state(agent: Agent) -> None:
    one, other = Customer(agent), Customer(agent)
    await one.say(SAID["search"])
    await other.say(SAID["greet"])
    assert await other.slot() is None


async def test_a_text_with_a_blank_line_comes_back_in_pieces(
    customer: Customer, stand_in: StandIn
) -> None:
    stand_in.body = b'{"events": [], "responses": [{"text": "First.\\n\\nSecond."}]}'
    assert await customer.say(SAID["help"]) == ["First.", "Second."]


async def test_an_empty_message_is_asked_about(customer: Customer) -> None:
    assert (await customer.say("   "))[0].startswith("action_clarify")


async def test_hostile_text_is_only_text(customer: Customer) -> None:
    for text in ("<script>alert(1)</script>", "'; DROP TABLE events; --", "{{7*7}} [a](search)"):
        said = await customer.say(text)
        assert len(said) == 1
        assert said[0].endswith(text)
