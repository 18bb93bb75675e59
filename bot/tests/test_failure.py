"""An action that cannot be run: the customer hears a sentence, and nothing is lost."""

from __future__ import annotations

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig

from bot.tests.customer import SAID, Customer
from bot.tests.stand_in import StandIn, golden


@pytest.fixture
def apology() -> str:
    with open("domain.yml", encoding="utf-8") as file:
        return str(yaml.safe_load(file)["responses"]["utter_default"][0]["text"])


@pytest.mark.parametrize("status", [404, 500, 503])
async def test_an_error_of_the_server_is_apologised_for(
    agent: Agent, stand_in: StandIn, apology: str, status: int
) -> None:
    customer = Customer(agent)
    await customer.say(SAID["search"])
    stand_in.status = status
    assert await customer.say(SAID["refine"]) == [apology]
    assert await customer.slot() == golden("action_response")["events"][0]["value"]
    stand_in.status = 200
    assert (await customer.say(SAID["refine"]))[0].startswith("action_refine")


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'{"events": [{"event": "slot"}]}'])
async def test_a_malformed_answer_is_apologised_for(
    agent: Agent, stand_in: StandIn, apology: str, body: bytes
) -> None:
    stand_in.body = body
    assert await Customer(agent).say(SAID["search"]) == [apology]


async def test_a_server_that_is_down_is_apologised_for(agent: Agent, apology: str) -> None:
    customer = Customer(agent)
    await customer.say(SAID["search"])
    served = agent.processor.action_endpoint
    agent.processor.action_endpoint = EndpointConfig("http://127.0.0.1:9/webhook")
    try:
        assert await customer.say(SAID["refine"]) == [apology]
        assert await customer.slot() == golden("action_response")["events"][0]["value"]
    finally:
        agent.processor.action_endpoint = served


async def test_a_rejected_action_is_answered_by_rasas_own_fallback(
    agent: Agent, stand_in: StandIn, apology: str
) -> None:
    stand_in.status = 400
    assert await Customer(agent).say(SAID["search"]) == [apology]
