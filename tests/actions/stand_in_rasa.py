"""A real HTTP server that answers as Rasa's REST channel does and calls the webhook as it does."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web


@dataclass
class StandInRasa:
    """Does what the message says: `slow`, `broken`, `silent`, `garbage`, `hang up`, `act NAME`
    (posts that action to the webhook); anything else is echoed."""

    webhook_url: str = ""
    calls: list[dict[str, Any]] = field(default_factory=list)
    active: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    most_active: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    released: asyncio.Event = field(default_factory=asyncio.Event)
    has_model: bool = True

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self.hello),
                web.get("/webhooks/readiness/", self.readiness),
                web.post("/webhooks/rest/webhook", self.say),
            ]
        )
        return app

    async def hello(self, _: web.Request) -> web.Response:
        return web.Response(text="Hello from Rasa: 3.6.21")

    async def readiness(self, _: web.Request) -> web.Response:
        if self.has_model:
            return web.json_response({"model": "a1b2"})
        return web.json_response({"model": None}, status=409)

    async def say(self, request: web.Request) -> web.StreamResponse:
        call = await request.json()
        sender, text = call["sender"], call["message"]
        self.calls.append(call)
        self.active[sender] += 1
        everybody = sum(self.active.values())
        self.most_active["all"] = max(self.most_active["all"], everybody)
        self.most_active[sender] = max(self.most_active[sender], self.active[sender])
        try:
            return await self.answer(request, call, text)
        finally:
            self.active[sender] -= 1

    async def answer(
        self, request: web.Request, call: dict[str, Any], text: str
    ) -> web.StreamResponse:
        said = [f"You said: {text}"]
        if text.startswith("wait"):
            await asyncio.sleep(0.02)
        elif text.startswith("slow"):
            await self.released.wait()
        elif text == "broken":
            raise web.HTTPInternalServerError
        elif text == "garbage":
            return web.Response(text="<html>no</html>")
        elif text == "hang up":
            assert request.transport is not None
            request.transport.close()
        elif text == "silent":
            said = []
        elif text.startswith("act "):
            said = await self.act(call, text.removeprefix("act "))
        return web.json_response([{"recipient_id": call["sender"], "text": one} for one in said])

    async def act(self, call: dict[str, Any], action: str) -> list[str]:
        """As Rasa does: the tracker to the webhook, the texts back in pieces at blank lines."""
        tracker = {
            "sender_id": call["sender"],
            "slots": {},
            "latest_message": {"text": call["message"], "metadata": call["metadata"]},
            "events": [],
        }
        body = {"next_action": action, "sender_id": call["sender"], "tracker": tracker}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.webhook_url, json=body) as answer,
        ):
            assert answer.status == 200
            responses = (await answer.json())["responses"]
        return [p for r in responses for p in r["text"].strip().split("\n\n")]
