"""Takes events in while others are being written: whoever comes meanwhile is written together, in
one transaction, and told once that is durable.

A transaction costs a disk's sync; by itself each event would wait for one. Owns the waiting and the
one writer; what is kept is the journal's.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from actions import log
from actions.errors import Unavailable
from actions.personal.event import Event
from actions.personal.journal import Journal

AT_ONCE = 2_000
"""Events a transaction, but that a request's are never parted."""
MOST_WAITING = 20_000

logger = log.get_logger(__name__)


class IntakeFull(Unavailable):
    """More events wait than can be written soon. None of the request's was kept."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    events: tuple[Event, ...]
    answer: asyncio.Future[int]


class Intake:
    """For one event loop. Without `running` nothing is ever written."""

    def __init__(self, journal: Journal, most_waiting: int = MOST_WAITING) -> None:
        self.journal = journal
        self._most = most_waiting
        self._waiting: list[_Waiting] = []
        self._count = 0
        self._told = asyncio.Event()
        self._closed = False

    async def keep(self, events: Sequence[Event]) -> int:
        """How many were new and allowed: durable by now. Raises `IntakeFull`."""
        if self._count + len(events) > self._most:
            raise IntakeFull("too many events are waiting to be written; send them again later")
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(tuple(events), answer))
        self._count += len(events)
        self._told.set()
        return await answer

    async def write(self) -> None:
        """Until `close`, and until nothing waits any more."""
        while self._waiting or not self._closed:
            await self._told.wait()
            self._told.clear()
            while self._waiting:
                await self._write(self._taken())

    def close(self) -> None:
        self._closed = True
        self._told.set()

    def _taken(self) -> list[_Waiting]:
        taken, events = 0, 0
        while taken < len(self._waiting) and (not taken or events < AT_ONCE):
            events += len(self._waiting[taken].events)
            taken += 1
        batch, self._waiting = self._waiting[:taken], self._waiting[taken:]
        self._count -= events
        return batch

    async def _write(self, batch: list[_Waiting]) -> None:
        """Whatever happens, each of them is told; one that can't be kept takes no other with it."""
        try:
            kept = await asyncio.to_thread(
                self.journal.keep, [event for one in batch for event in one.events]
            )
        except Exception as error:  # noqa: BLE001 - goes to those who wait for it
            if len(batch) > 1:
                for one in batch:
                    await self._write([one])
                return
            logger.error("events_not_kept", error=str(error), events=len(batch[0].events))
            _fail(batch[0].answer, error)
            return
        start = 0
        for one in batch:
            _answer(one.answer, sum(kept[start : start + len(one.events)]))
            start += len(one.events)


def _answer(answer: asyncio.Future[int], kept: int) -> None:
    if not answer.done():
        answer.set_result(kept)


def _fail(answer: asyncio.Future[int], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)


@asynccontextmanager
async def taking_in(intake: Intake) -> AsyncIterator[None]:
    """Written for as long as the context lasts, and at its end."""
    writer = asyncio.create_task(intake.write())
    try:
        yield
    finally:
        intake.close()
        await writer
