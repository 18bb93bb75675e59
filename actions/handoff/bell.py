"""Who is waiting for news of a sender, and waking them. Owns no news; thread-safe to ring."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """Made on the loop whose tasks listen."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._listeners: dict[str, set[asyncio.Event]] = {}

    @contextmanager
    def listening(self, sender_id: str) -> Iterator[asyncio.Event]:
        """An event that is set at each ring; the listener clears it."""
        event = asyncio.Event()
        self._listeners.setdefault(sender_id, set()).add(event)
        try:
            yield event
        finally:
            left = self._listeners[sender_id]
            left.discard(event)
            if not left:
                del self._listeners[sender_id]

    def ring(self, sender_id: str) -> None:
        self._loop.call_soon_threadsafe(self._ring, sender_id)

    def _ring(self, sender_id: str) -> None:
        for event in self._listeners.get(sender_id, ()):
            event.set()
