"""Rasa's action protocol: always 200, always something to say."""

from __future__ import annotations

import io
import json
import zlib
from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.config import PROJECT_ROOT
from actions.gateway.sentences import Sentences
from actions.webhook import Webhook

SENTENCES = Sentences.load(PROJECT_ROOT / "data" / "languages" / "en")


def call(action: str, text: str = "hi", **metadata: Any) -> dict[str, Any]:
    message = {"text": text, "metadata": metadata}
    tracker = {"sender_id": "ann", "slots": {}, "latest_message": message, "events": []}
    return {"next_action": action, "sender_id": "ann", "tracker": tracker}


class Remember(Action):  # type: ignore[misc]
    def name(self) -> str:
        return "action_remember"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(text=f"{tracker.latest_message['text']}, noted")
        return [SlotSet("search_state", {"ids": []})]


class Reject(Action):  # type: ignore[misc]
    def name(self) -> str:
        return "action_reject"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        raise ActionExecutionRejection("action_reject", "not now")


async def test_an_action_answers_with_events_and_responses() -> None:
    answer = await Webhook([Remember()], SENTENCES, 5.0).run(call("action_remember"))
    assert answer["responses"][0]["text"] == "hi, noted"
    assert answer["events"][0]["name"] == "search_state"


async def test_a_call_without_a_domain_runs_and_one_with_it_too() -> None:
    webhook = Webhook([Remember()], SENTENCES, 5.0)
    for more in ({}, {"domain": None}, {"domain": {"slots": {}}}):
        answer = await webhook.run(call("action_remember") | more)
        assert answer["events"]


async def test_a_rejection_reaches_rasa_as_one() -> None:
    with pytest.raises(ActionExecutionRejection):
        await Webhook([Reject()], SENTENCES, 5.0).run(call("action_reject"))


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"[]", b'"x"', b"{}", b'{"next_action": "action_cards"}', b"\xff"],
)
async def test_a_broken_call_is_answered_all_the_same(stand: Any, body: bytes) -> None:
    answer = await stand.inside.post("/webhook", data=body)
    assert answer.status == 200
    assert (await answer.json())["responses"][0]["text"]


@pytest.mark.parametrize(
    "metadata", [None, 5, {"trace_id": 5, "turn_id": ["x"]}, {"trace_id": "no good id!"}]
)
async def test_odd_metadata_is_no_reason_to_fail(stand: Any, metadata: Any) -> None:
    body = call("action_break")
    body["tracker"]["latest_message"]["metadata"] = metadata
    assert (await stand.inside.post("/webhook", json=body)).status == 200


async def test_the_inside_of_a_fault_stays_inside(stand: Any) -> None:
    answer = await stand.inside.post("/webhook", json=call("action_break"))
    assert "secret" not in await answer.text()


async def test_a_compressed_call_is_read(stand: Any) -> None:
    body = zlib.compress(json.dumps(call("action_break")).encode())
    headers = {"Content-Encoding": "deflate", "Content-Type": "application/json"}
    answer = await stand.inside.post("/webhook", data=body, headers=headers)
    said = (await answer.json())["responses"][0]["text"]
    assert said == SENTENCES.said["action_failed"]


async def test_a_long_conversation_fits(stand: Any) -> None:
    body = io.BytesIO(json.dumps(call("action_break", "x" * 3_000_000)).encode())
    answer = await stand.inside.post("/webhook", data=body)
    assert (await answer.json())["responses"][0]["text"] == SENTENCES.said["action_failed"]


async def test_a_call_past_every_bound_is_answered_too(make_stand: Any) -> None:
    stand = await make_stand(webhook_body_bytes=10_000)
    answer = await stand.inside.post("/webhook", json=call("action_break", "x" * 20_000))
    assert answer.status == 200
    assert (await answer.json())["responses"]
