"""What we say to Rasa and take from it is what `tests/contract/` pins; Rasa's side reads it too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from actions.config import PROJECT_ROOT
from actions.gateway.rasa import RasaClient
from actions.gateway.sentences import Sentences
from actions.turns import Turns
from actions.webhook import Webhook

CONTRACT = PROJECT_ROOT / "tests" / "contract"


def golden(name: str) -> Any:
    return json.loads((CONTRACT / f"{name}.json").read_text(encoding="utf-8"))


async def test_the_gateway_speaks_to_rasas_rest_channel_as_pinned() -> None:
    request, response = golden("rest_request"), golden("rest_response")
    received: list[Any] = []

    async def rest_channel(call: web.Request) -> web.Response:
        received.append(await call.json())
        return web.json_response(response)

    app = web.Application()
    app.router.add_post("/webhooks/rest/webhook", rest_channel)
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        client = RasaClient(http, str(server.make_url("/")))
        texts = await client.say(request["sender"], request["message"], request["metadata"], 5.0)
    assert received == [request]
    assert texts == [message["text"] for message in response]


class Search(Action):  # type: ignore[misc]
    """Says what the golden file says, when called as the golden file calls it."""

    seen: Any = None

    def name(self) -> str:
        return str(golden("action_request")["next_action"])

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        Search.seen = tracker
        answer = golden("action_response")
        dispatcher.utter_message(text=answer["responses"][0]["text"])
        return [SlotSet("search_state", answer["events"][0]["value"])]


async def test_the_webhook_answers_rasas_call_as_pinned() -> None:
    sentences = Sentences.load(PROJECT_ROOT / "data" / "languages" / "en")
    answer = await Webhook([Search()], sentences, 5.0).run(golden("action_request"))
    assert json.loads(json.dumps(answer)) == golden("action_response")


async def test_an_action_finds_its_turn_by_the_metadata_of_a_real_call() -> None:
    turns = Turns()
    metadata = golden("action_request")["tracker"]["latest_message"]["metadata"]
    turn = turns.begin(metadata["turn_id"], "s", 5.0)
    sentences = Sentences.load(PROJECT_ROOT / "data" / "languages" / "en")
    await Webhook([Search()], sentences, 5.0).run(golden("action_request"))
    assert turns.get(Search.seen.latest_message["metadata"]["turn_id"]) is turn


def test_the_golden_files_are_all_read_here() -> None:
    read = {"rest_request", "rest_response", "action_request", "action_response"}
    assert {Path(path).stem for path in CONTRACT.glob("*.json")} == read
