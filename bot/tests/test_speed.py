"""Rasa's waste, mended: the answers stay Rasa's own."""

from __future__ import annotations

import copy
import hashlib
import inspect

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import conversations, failure, speed
from bot.speed import action_calls
from bot.tests.stand_in import StandIn, golden

# Rasa 3.6.21's own source. Where one differs, read what Rasa does now before changing the hash.
KNOWN = {
    "Event.resolve_by_type": "b5cf570fa7f286c7",
    "RemoteAction._validate_action_result": "f8cdb4be68123961",
    "RemoteAction._action_call_format": "428795b944f22edb",
    "RemoteAction.run": "ccabf6f1160d527a",
    "EndpointConfig.session": "e55aa13d9d4fb4bc",
    "DaskGraphRunner.run": "45f0f52f574f3aa9",
    "MemoizationPolicy.predict_action_probabilities": "19903a81bee56ca9",
    "RulePolicy._find_action_from_rules": "be6da6ee0f5429bd",
    "SQLTrackerStore._retrieve": "c8adbf6f4b61ddd1",
    "SQLTrackerStore.save": "57165e46eab3de08",
    "SQLTrackerStore._additional_events": "d22f99eb863acb07",
}

OWN = speed.mended()


def action(**endpoint: bool) -> RemoteAction:
    return RemoteAction("action_search", EndpointConfig("http://127.0.0.1:1/webhook", **endpoint))


def conversation(turns: int) -> DialogueStateTracker:
    tracker = DialogueStateTracker.from_events("s-1", [])
    for number in range(turns):
        tracker.update(UserUttered(f"message {number}"))
        tracker.update(ActionExecuted("action_search"))
        tracker.update(BotUttered(f"answer {number}"))
    return tracker


def test_rasas_own_code_is_the_one_that_was_mended() -> None:
    mended = {**speed.mended(), **failure.mended(), **conversations.mended()}
    found = {
        name: hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]
        for name, function in mended.items()
    }
    assert found == KNOWN


@pytest.mark.parametrize("name", ["user", "bot", "slot", "action", "session_started", "restart"])
def test_an_event_is_found_by_its_name_as_rasa_finds_it(name: str) -> None:
    assert action_calls.resolve_by_type(name) is OWN["Event.resolve_by_type"](name)
    assert action_calls.resolve_by_type(name) is action_calls.resolve_by_type(name)


def test_an_unknown_event_is_an_error_each_time() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="Unknown event"):
            action_calls.resolve_by_type("no_such_event")


def test_a_default_event_stands_in_for_an_unknown_one() -> None:
    assert action_calls.resolve_by_type("no_such_event", SlotSet) is SlotSet


def test_a_good_answer_is_valid() -> None:
    assert action_calls.validate_action_result(action(), golden("action_response"))


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {"events": "none"},
        {"events": [{"event": "slot"}]},
        {"events": [{"event": "no such event"}]},
        {"responses": ["a text alone"]},
    ],
)
def test_a_broken_answer_is_refused_as_rasa_refuses_it(broken: object) -> None:
    with pytest.raises(ValidationError):
        OWN["RemoteAction._validate_action_result"](action(), copy.deepcopy(broken))
    with pytest.raises(ValidationError, match="action_search"):
        action_calls.validate_action_result(action(), broken)


def test_a_short_conversation_is_posted_as_rasa_posts_it() -> None:
    tracker, domain = conversation(3), Domain.empty()
    for one in (action(enable_selective_domain=True), action()):
        own = OWN["RemoteAction._action_call_format"](one, tracker, domain)
        assert action_calls.action_call_format(one, tracker, domain) == own


def test_a_long_conversation_is_posted_with_its_newest_events() -> None:
    tracker = conversation(40)
    call = action_calls.action_call_format(action(), tracker, Domain.empty())
    events = call["tracker"]["events"]
    assert len(events) == action_calls.NEWEST_EVENTS
    assert events[-1]["text"] == "answer 39"
    assert call["tracker"]["latest_message"]["text"] == "message 39"


async def test_calls_of_actions_share_a_connection(stand_in: StandIn) -> None:
    endpoint = EndpointConfig(stand_in.url)
    opened = []
    for _ in range(3):
        async with action_calls.session(endpoint) as session:
            body = {"next_action": "action_greet", "tracker": {"latest_message": {"text": "hi"}}}
            async with session.post(stand_in.url, json=body) as answer:
                await answer.read()
                opened.append(session.connector)
        assert session.closed
    assert opened[0] is opened[1] is opened[2]
    assert not opened[0].closed
    await opened[0].close()


async def test_a_call_carries_what_the_endpoint_says() -> None:
    auth = {"username": "shop", "password": "secret"}
    endpoint = EndpointConfig("http://127.0.0.1:1", basic_auth=auth, headers={"X-Shop": "1"})
    own, ours = OWN["EndpointConfig.session"](endpoint), action_calls.session(endpoint)
    assert (ours.auth, ours.headers, ours.timeout) == (own.auth, own.headers, own.timeout)
    await own.close()
    await ours.connector.close()
    await ours.close()


def test_applying_twice_changes_nothing_more() -> None:
    speed.apply()
    first = Event.resolve_by_type
    speed.apply()
    assert Event.resolve_by_type is first
    assert speed.mended() == OWN
