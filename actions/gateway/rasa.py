"""Rasa's REST channel, from our side. Owns the call and what its failures are called.

RasaError
├── RasaUnreachable   nothing answers on its port
├── RasaSlow          the turn's deadline came first
└── RasaFailed        it answered with an error, or with something that is no list of messages
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import aiohttp

from actions.errors import Unavailable

PATH = "/webhooks/rest/webhook"
READINESS = "/webhooks/readiness/"
"""`bot/channels/readiness.py`."""
NO_MODEL, NOT_FOUND = 409, 404


class RasaState(StrEnum):
    """`NO_MODEL`: it answers, with nothing to say; that doesn't mend itself."""

    READY = "ready"
    NO_MODEL = "no_model"
    DOWN = "down"


class RasaError(Unavailable):
    """`sentence` names what the customer is told (`data/languages/<code>/messages.toml`)."""

    sentence = "failed"


class RasaUnreachable(RasaError):
    sentence = "unreachable"


class RasaSlow(RasaError):
    sentence = "slow"


class RasaFailed(RasaError):
    sentence = "failed"


class RasaClient:
    """Speaks to one Rasa. `session` is the caller's to close."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url.rstrip("/")

    async def say(
        self, sender_id: str, text: str, metadata: Mapping[str, str], timeout_s: float
    ) -> list[str]:
        """The texts Rasa answers with, in order. Raises `RasaError`."""
        body = {"sender": sender_id, "message": text, "metadata": dict(metadata)}
        timeout = aiohttp.ClientTimeout(total=timeout_s)
        try:
            async with self._session.post(self._url + PATH, json=body, timeout=timeout) as answer:
                if answer.status != 200:
                    raise RasaFailed(f"Rasa answered {answer.status}")
                return _texts(await answer.json())
        except TimeoutError as error:
            raise RasaSlow(f"Rasa did not answer within {timeout_s:.1f} s") from error
        except aiohttp.ClientConnectorError as error:
            raise RasaUnreachable(f"nothing answers at {self._url}") from error
        except (aiohttp.ClientError, ValueError) as error:
            raise RasaFailed(f"Rasa's answer broke off: {error}") from error

    async def state(self, timeout_s: float = 2.0) -> RasaState:
        """Of a Rasa that is run without our `credentials.yml` only that it answers is known."""
        status = await self._status(READINESS, timeout_s)
        if status == NOT_FOUND:
            status = await self._status("/", timeout_s)
        if status == NO_MODEL:
            return RasaState.NO_MODEL
        return RasaState.READY if status == 200 else RasaState.DOWN

    async def _status(self, path: str, timeout_s: float) -> int | None:
        """None where nothing answers."""
        timeout = aiohttp.ClientTimeout(total=timeout_s)
        try:
            async with self._session.get(self._url + path, timeout=timeout) as answer:
                return answer.status
        except (TimeoutError, aiohttp.ClientError):
            return None


def _texts(answer: Any) -> list[str]:
    if not isinstance(answer, list) or not all(isinstance(one, dict) for one in answer):
        raise RasaFailed("Rasa's answer is not a list of messages")
    return [str(one["text"]) for one in answer if one.get("text")]
