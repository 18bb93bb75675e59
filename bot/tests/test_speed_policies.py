"""Policies that aren't asked would have said nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.rule_policy import RulePolicy

from bot import speed
from bot.speed.policies import find_action_from_rules, may_go_by_words, recollection
from bot.tests.customer import SAID, UNCLEAR, Customer

OWN = speed.mended()
LISTENING = '{"prev_action": {"action_name": "action_listen"}'
BY_INTENT = f'[{LISTENING}, "user": {{"intent": "greet"}}}}]'
AFTER_ACTION = (
    f'[{LISTENING}, "user": {{"intent": "a"}}}}, {{"prev_action": {{"action_name": "b"}}}}]'
)


def policies(agent: Agent, kind: type[Any]) -> Any:
    nodes = agent.processor.graph_runner._instantiated_nodes.values()
    return next(node._component for node in nodes if type(node._component) is kind)


def with_rules(*keys: str) -> Any:
    return SimpleNamespace(
        lookup={"rules": dict.fromkeys(keys, "action_greet")},
        _rule_key_to_state=RulePolicy._rule_key_to_state,
    )


async def trackers(agent: Agent) -> AsyncIterator[Any]:
    """Before each action of a conversation."""
    customer = Customer(agent)
    for text in (*SAID.values(), UNCLEAR):
        await customer.say(text)
        tracker = await agent.tracker_store.retrieve(customer.sender)
        for event in range(len(tracker.events) - 6, len(tracker.events) + 1):
            past = tracker.init_copy()
            past.update_with_events(list(tracker.events)[:event], None)
            yield past


async def test_rules_find_the_same_action_by_words_and_by_intent(agent: Agent) -> None:
    policy, domain = policies(agent, RulePolicy), agent.domain
    async for tracker in trackers(agent):
        for words in (True, False):
            own = OWN["RulePolicy._find_action_from_rules"](policy, tracker, domain, words)
            ours = find_action_from_rules(policy, tracker, domain, words)
            assert (ours[0], ours[2]) == (own[0], own[2])


async def test_an_empty_memory_says_what_it_would_have_said(agent: Agent) -> None:
    policy, domain = policies(agent, MemoizationPolicy), agent.domain
    assert policy.lookup == {}
    name = "MemoizationPolicy.predict_action_probabilities"
    async for tracker in trackers(agent):
        assert recollection(policy, tracker, domain) == OWN[name](policy, tracker, domain)


async def test_a_memory_with_something_in_it_is_asked(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy, domain = policies(agent, MemoizationPolicy), agent.domain
    async for tracker in trackers(agent):
        states = policy._prediction_states(tracker, domain)
        learned = {policy._create_feature_key(states): "action_greet"}
        monkeypatch.setattr(policy, "lookup", learned)
        found = recollection(policy, tracker, domain)
        assert domain.action_names_or_texts[found.max_confidence_index] == "action_greet"
        return


def test_the_projects_rules_go_by_intents(agent: Agent) -> None:
    assert not may_go_by_words(policies(agent, RulePolicy))


@pytest.mark.parametrize(
    ("keys", "by_words"),
    [
        ([BY_INTENT], False),
        ([BY_INTENT, AFTER_ACTION], False),
        ([f'[{LISTENING}, "user": {{"text": "hi"}}}}]'], True),
        ([BY_INTENT, f'[{LISTENING}, "slots": {{"a": [1]}}}}]'], True),
        (['[{"user": {}}]'], True),
    ],
)
def test_a_rule_without_an_intent_may_go_by_words(keys: list[str], by_words: bool) -> None:
    assert may_go_by_words(with_rules(*keys)) is by_words


async def test_in_a_form_rasas_own_rules_decide(agent: Agent) -> None:
    policy = policies(agent, RulePolicy)
    customer = Customer(agent)
    await customer.say(SAID["greet"])
    tracker = await agent.tracker_store.retrieve(customer.sender)
    tracker.change_loop_to("some_form")
    own = OWN["RulePolicy._find_action_from_rules"](policy, tracker, agent.domain, True)
    assert find_action_from_rules(policy, tracker, agent.domain, True) == own
