"""A customer's line to the assistant: the public HTTP chat, text there and messages back.

Owns the session, and the faults of a bad line: a message that arrives twice, or together with
another.
"""

from __future__ import annotations

import asyncio
import uuid
from enum import StrEnum
from typing import Any

import aiohttp

from actions.simulate.errors import NoAnswer

TIMEOUT_S = 60.0
ATTEMPTS = 3
PAUSE_S = 1.0


class Twice(StrEnum):
    """How a message is sent more than once: the same at the same time, the same once more after
    its answer, or as two messages of their own at the same time."""

    AT_ONCE = "at once"
    AFTERWARDS = "afterwards"
    AS_TWO = "as two"


class Line:
    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http, self._url = http, url.rstrip("/")
        self._session: str | None = None

    async def say(self, text: str, twice: Twice | None = None) -> list[list[dict[str, Any]]]:
        """The messages that answer it, and those of the repetition if there was one. Raises
        `NoAnswer`."""
        message_id = uuid.uuid4().hex
        if twice is Twice.AT_ONCE:
            both = [self._post(text, message_id), self._post(text, message_id)]
            return [(await asyncio.gather(*both))[0]]
        if twice is Twice.AS_TWO:
            return list(
                await asyncio.gather(
                    self._post(text, message_id), self._post(text, uuid.uuid4().hex)
                )
            )
        answers = [await self._post(text, message_id)]
        if twice is Twice.AFTERWARDS:
            answers.append(await self._post(text, uuid.uuid4().hex))
        return answers

    async def _post(self, text: str, message_id: str) -> list[dict[str, Any]]:
        body = {"text": text, "id": message_id}
        if self._session:
            body["session"] = self._session
        for attempt in range(ATTEMPTS):
            try:
                return await self._sent(body)
            except (aiohttp.ClientError, TimeoutError) as error:
                if attempt == ATTEMPTS - 1:
                    raise NoAnswer(f"{self._url} doesn't answer: {error!r}") from error
            await asyncio.sleep(PAUSE_S)
        raise AssertionError("unreachable")

    async def _sent(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        where = f"{self._url}/chat/messages"
        async with self._http.post(where, json=body, timeout=timeout) as answer:
            answer.raise_for_status()
            told = await answer.json()
        self._session = told["session"]
        messages: list[dict[str, Any]] = told["messages"]
        return messages
