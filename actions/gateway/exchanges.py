"""What was asked and answered a moment ago, a sender: so that a line that drops loses nothing.

An exchange is one message and the task that answers it. A client that comes back is sent again
what it hasn't shown to have; a message sent twice under one id is answered once. Owns memory and
its bounds; sends nothing."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TTL_S = 600.0
MAX_PER_SENDER = 32
MAX_SENDERS = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """`messages` as the public surface has them: text, custom?, evidence?."""

    turn_id: str
    messages: list[dict[str, Any]]


@dataclass(slots=True, eq=False)
class Exchange:
    """`confirmed`: the client is known to have the answer."""

    message_id: str
    task: asyncio.Task[Answer]
    at: float
    confirmed: bool = False


class Exchanges:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._senders: OrderedDict[str, list[Exchange]] = OrderedDict()
        self._clock = clock

    def add(self, sender_id: str, message_id: str, task: asyncio.Task[Answer]) -> Exchange:
        exchange = Exchange(message_id, task, self._clock())
        recent = [*self._recent(sender_id), exchange][-MAX_PER_SENDER:]
        self._senders[sender_id] = recent
        self._senders.move_to_end(sender_id)
        self._forget_the_oldest()
        return exchange

    def find(self, sender_id: str, message_id: str) -> Exchange | None:
        """The exchange of that id, unless it failed: a failed message may be sent again."""
        for exchange in self._recent(sender_id):
            if exchange.message_id == message_id and not _failed(exchange.task):
                return exchange
        return None

    def unconfirmed(self, sender_id: str) -> list[Exchange]:
        """Oldest first, those still under way among them."""
        return [e for e in self._recent(sender_id) if not e.confirmed and not _failed(e.task)]

    def _recent(self, sender_id: str) -> list[Exchange]:
        oldest = self._clock() - TTL_S
        return [e for e in self._senders.get(sender_id, []) if e.at > oldest or not e.task.done()]

    def _forget_the_oldest(self) -> None:
        oldest = self._clock() - TTL_S
        while self._senders:
            sender_id, exchanges = next(iter(self._senders.items()))
            if len(self._senders) <= MAX_SENDERS and exchanges[-1].at > oldest:
                return
            del self._senders[sender_id]


def _failed(task: asyncio.Task[Answer]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
