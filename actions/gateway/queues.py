"""One line of messages a sender: a sender's own in order, different senders side by side.

Rasa locks a conversation and polls that lock once a second, so messages wait here instead. Owns
order and bounds; what happens in a turn is the caller's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from actions.gateway.errors import TooMany

BUSY_RETRY_S = 2.0


@dataclass(slots=True)
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class SenderQueues:
    """`max_waiting` bounds one sender's line (the message in hand counts), `max_open` all lines."""

    def __init__(self, max_waiting: int, max_open: int) -> None:
        self._lines: dict[str, _Line] = {}
        self._max_waiting, self._max_open = max_waiting, max_open
        self._open = 0

    @property
    def senders(self) -> int:
        """Senders with a message in hand or waiting."""
        return len(self._lines)

    @property
    def depth(self) -> int:
        """Messages in hand or waiting, all senders together."""
        return self._open

    @asynccontextmanager
    async def turn(self, sender_id: str) -> AsyncIterator[None]:
        """Entered when it is this message's turn. Raises `TooMany` at once when a line is full."""
        line = self._lines.get(sender_id) or _Line()
        if self._open >= self._max_open:
            raise TooMany("many customers are being served just now", BUSY_RETRY_S)
        if line.length >= self._max_waiting:
            raise TooMany("your earlier messages are still being answered", BUSY_RETRY_S)
        self._lines[sender_id] = line
        line.length += 1
        self._open += 1
        try:
            async with line.lock:  # asyncio's lock is first come, first served
                yield
        finally:
            self._open -= 1
            line.length -= 1
            if not line.length:
                del self._lines[sender_id]
