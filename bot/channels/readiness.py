"""Says whether Rasa has a model to answer with: `GET /webhooks/readiness/`.

Rasa serves even when its model is missing or can't be loaded: "/" still says hello, and a message
gets an empty answer. Rasa's own `/status` knows, but is part of the API that stays off. Owns that
one question, no conversation.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

NO_MODEL = 409  # as `/status` answers


class Readiness(InputChannel):
    """A channel only because channels are what Rasa takes routes from."""

    @classmethod
    def name(cls) -> str:
        return "readiness"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("readiness")

        @routes.route("/", methods=["GET"])
        async def told(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            if agent is None or not agent.is_ready():
                return response.json({"model": None}, status=NO_MODEL)
            return response.json({"model": agent.model_id})

        return routes
