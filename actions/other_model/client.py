"""Speaks `POST /chat/completions` of an OpenAI-compatible server. Owns the connection, its limits
and one retry; what is asked and whether the answer may be sent is others' business.

https://platform.openai.com/docs/api-reference/chat/create
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import aiohttp

from actions.settings import GeneratorSettings
from llm.other_models import ChatRequest

MAX_ANSWER_BYTES = 256 * 1024
MAX_CONNECTIONS = 16
RETRY_STATUS = frozenset({408, 429, 500, 502, 503, 504})
RETRY_AFTER_S = 0.3


class NoAnswer(Exception):
    """The server gave none in time, or none that can be read; the message says why."""


class ChatClient:
    """One server, its connections kept open between requests."""

    def __init__(self, settings: GeneratorSettings, api_key: str = "") -> None:
        self._settings = settings
        self._address = f"{settings.url.rstrip('/')}/chat/completions"
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> ChatClient:
        connector = aiohttp.TCPConnector(limit=MAX_CONNECTIONS)
        self._http = aiohttp.ClientSession(connector=connector, headers=self._headers)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._http is not None:
            await self._http.close()

    async def ask(self, request: ChatRequest, *, deadline: float) -> str:
        """The answer's text. `deadline` is on `time.monotonic`'s clock. Raises `NoAnswer`."""
        try:
            return await self._once(request, deadline)
        except _Again as again:
            if time.monotonic() + again.after_s >= deadline:
                raise NoAnswer(str(again)) from again
            await asyncio.sleep(again.after_s)
        try:
            return await self._once(request, deadline)
        except _Again as again:
            raise NoAnswer(str(again)) from again

    async def _once(self, request: ChatRequest, deadline: float) -> str:
        if self._http is None:
            raise NoAnswer("the client isn't open")
        left = min(self._settings.timeout_s, deadline - time.monotonic())
        if left <= 0:
            raise NoAnswer("there was no time left")
        try:
            async with asyncio.timeout(left):
                async with self._http.post(
                    self._address, json=self._body(request), allow_redirects=False
                ) as answer:
                    return await _text(answer)
        except TimeoutError as error:
            raise NoAnswer(f"no answer within {left:.1f} s") from error
        except aiohttp.ClientError as error:
            raise _Again(f"{type(error).__name__}: {error}") from error

    def _body(self, request: ChatRequest) -> dict[str, Any]:
        messages = [{"role": m.role, "content": m.content} for m in request.messages]
        return {
            "model": self._settings.model,
            "messages": messages,
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
            "stream": False,
        }


class _Again(Exception):
    """Worth one more try, after a while."""

    def __init__(self, message: str, after_s: float = RETRY_AFTER_S) -> None:
        super().__init__(message)
        self.after_s = after_s


async def _text(answer: aiohttp.ClientResponse) -> str:
    if answer.status in RETRY_STATUS:
        raise _Again(f"HTTP {answer.status}", _after(answer))
    if answer.status != 200:
        raise NoAnswer(f"HTTP {answer.status}")
    body = bytearray()
    async for chunk in answer.content.iter_any():
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise NoAnswer(f"an answer of more than {MAX_ANSWER_BYTES} bytes")
    return _content(bytes(body))


def _after(answer: aiohttp.ClientResponse) -> float:
    """`Retry-After` in seconds; a date is as good as no word."""
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.isdigit() else RETRY_AFTER_S


def _content(body: bytes) -> str:
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise NoAnswer("the answer isn't a chat completion") from error
    if not isinstance(content, str):
        raise NoAnswer("the answer holds no text")
    return content
