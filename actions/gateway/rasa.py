"""Rasa's REST channel, from our side. Owns the call and what its failures are called.

RasaError
├── RasaUnreachable   nothing answers on its port
├── RasaSlow          the turn's deadline came first
└── RasaFailed        it answered with an error, or with something that is no list of messages
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

from actions.errors import Unavailable

PATH = "/webhooks/rest/webhook"


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

    async def is_up(self, timeout_s: float = 2.0) -> bool:
        timeout = aiohttp.ClientTimeout(total=timeout_s)
        try:
            async with self._session.get(self._url + "/", timeout=timeout) as answer:
                return answer.status == 200
        except (TimeoutError, aiohttp.ClientError):
            return False


def _texts(answer: Any) -> list[str]:
    if not isinstance(answer, list) or not all(isinstance(one, dict) for one in answer):
        raise RasaFailed("Rasa's answer is not a list of messages")
    return [str(one["text"]) for one in answer if one.get("text")]
