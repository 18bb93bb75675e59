"""Components run in our order give what they give in dask's."""

from __future__ import annotations

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from bot import speed
from bot.speed.graph import order, run
from bot.tests.customer import SAID, UNCLEAR, Customer

OWN = speed.mended()["DaskGraphRunner.run"]


def schema(**needs: list[str]) -> GraphSchema:
    def node(of: list[str]) -> SchemaNode:
        return SchemaNode({name: name for name in of}, Message, "create", "run", {})

    return GraphSchema({name: node(of) for name, of in needs.items()})


def test_each_node_comes_after_what_it_needs() -> None:
    graph = schema(d=["b", "c"], c=["a"], b=["a"], a=["given"], unused=["a"])
    names = [name for name, _ in order(graph, ("d",))]
    assert sorted(names) == ["a", "b", "c", "d"]
    assert names[0] == "a"
    assert names[-1] == "d"


def test_a_node_is_planned_once_for_several_targets() -> None:
    assert [name for name, _ in order(schema(c=["a"], b=["a"], a=[]), ("b", "c"))] == [
        *("a", "b", "c")
    ]


@pytest.mark.parametrize("text", [*SAID.values(), UNCLEAR, ""])
def test_a_message_is_understood_as_by_rasas_own_order(agent: Agent, text: str) -> None:
    runner, target = agent.processor.graph_runner, agent.processor.model_metadata.nlu_target
    tracker = DialogueStateTracker.from_events("s-1", [])
    found = []
    for each in (OWN, run):
        asked = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: tracker}
        (parsed,) = each(runner, asked, [target])[target]
        found.append(parsed.as_dict(only_output_properties=True))
    assert found[0] == found[1]


async def test_the_next_action_is_predicted_as_by_rasas_own_order(agent: Agent) -> None:
    runner, target = agent.processor.graph_runner, agent.processor.model_metadata.core_target
    customer = Customer(agent)
    for text in SAID.values():
        await customer.say(text)
        tracker = await agent.tracker_store.retrieve(customer.sender)
        own, ours = (
            each(runner, {PLACEHOLDER_TRACKER: tracker}, [target])[target] for each in (OWN, run)
        )
        assert ours.probabilities == own.probabilities


def test_what_is_not_given_is_an_error_in_both(agent: Agent) -> None:
    runner, target = agent.processor.graph_runner, agent.processor.model_metadata.core_target
    for each in (OWN, run):
        with pytest.raises(GraphRunError):
            each(runner, {}, [target])


def test_a_given_value_must_not_be_a_nodes_name(agent: Agent) -> None:
    runner, target = agent.processor.graph_runner, agent.processor.model_metadata.core_target
    for each in (OWN, run):
        with pytest.raises(GraphRunError, match="clashes"):
            each(runner, {PLACEHOLDER_TRACKER: target}, [target])
