"""Handoffs as the rest of the server uses them: open one, keep what is said, tell who waits.

Owns the async side and when a customer is told something by the server itself; the steps are
`Cases`'. While a colleague has the conversation, what the customer writes is kept for them and the
assistant answers nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions import log
from actions.background import beside
from actions.errors import Unavailable
from actions.handoff.bell import Bell
from actions.handoff.cases import Cases
from actions.handoff.courier import Courier
from actions.handoff.handoff import Author, Handoff, Line
from actions.handoff.shelf import Shelf
from actions.handoff.wording import Wording
from actions.stores.moment import now

FORGET_EVERY_S = 3600.0
REACHED_WITHIN_S = 1.5
"""How long a customer's turn waits to know whether the desk has what was said."""

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """`reached`: the desk has it already. `is_new`: nobody was asked for before. `is_silent`: the
    assistant says nothing more until it has the conversation again."""

    handoff: Handoff
    is_new: bool
    reached: bool
    is_silent: bool


class Handoffs:
    """`courier` is None where the desk reads the server's own database: then it has all at once.
    With `silent`, the assistant is silent from the moment a person is asked for."""

    def __init__(
        self,
        cases: Cases,
        shelf: Shelf,
        bell: Bell,
        wording: Wording,
        courier: Courier | None = None,
        *,
        silent: bool = False,
        keep_days: int = 30,
    ) -> None:
        self.cases, self.shelf, self.bell, self.wording = cases, shelf, bell, wording
        self._courier, self.silent, self._keep_days = courier, silent, keep_days
        self._told_late: set[str] = set()

    async def open(
        self,
        sender_id: str,
        reason: str,
        summary: str,
        evidence: Sequence[Any] = (),
        told: Mapping[str, Any] | None = None,
    ) -> Opened:
        """Ask for a person. `summary` is for the colleague who takes it, `told` the dialogue's
        state. Where the sender has asked before, that handoff stays as it is."""
        handoff, is_new = await asyncio.to_thread(
            self.cases.open, sender_id, reason, summary, evidence, told
        )
        reached = await self._reached(handoff.handoff_id)
        return Opened(handoff, is_new, reached, self.silent)

    async def hold(self, sender_id: str, message_id: str, text: str) -> list[Line] | None:
        """The customer's message, for the colleague who has the conversation: then what the
        customer is to be told, mostly nothing. None where the assistant is to answer it. Raises
        `Unavailable`."""
        line = Line(f"c:{message_id}", Author.CUSTOMER, text, now())
        if self.wording.wants_back(text):
            back = await self._take_back(sender_id, line)
            if back is not None:
                return back
        try:
            handoff = await asyncio.to_thread(self.cases.hold, sender_id, line, self.silent)
        except SQLAlchemyError as error:
            raise Unavailable(f"the message can't be kept just now: {error}") from error
        if handoff is None:
            return None
        return await self._late_notice(handoff.handoff_id)

    async def record(
        self, sender_id: str, message_id: str, text: str, answers: Sequence[Line]
    ) -> None:
        """A turn of the assistant's. Where it can't be kept the conversation goes on all the
        same: it is told in the log."""
        asked = Line(f"c:{message_id}", Author.CUSTOMER, text, now())
        try:
            is_open = await asyncio.to_thread(self.cases.record, sender_id, [asked, *answers])
        except SQLAlchemyError as error:
            logger.error("turn_not_kept", error=str(error))
            return
        if is_open:
            self._wake()

    async def take(self, handoff_id: str, name: str) -> Handoff:
        notice = self.wording.joined(name)
        return self._told(await asyncio.to_thread(self.cases.take, handoff_id, name, notice))

    async def say(self, handoff_id: str, key: str, name: str, text: str) -> Handoff:
        """A colleague's words; `key` makes a repeat harmless."""
        line = Line(key, Author.HUMAN, text, now(), name, is_seen=False)
        notice = self.wording.joined(name)
        return self._told(await asyncio.to_thread(self.cases.say, handoff_id, line, notice))

    async def hand_back(self, handoff_id: str) -> Handoff:
        return await self._close(handoff_id, "colleague", self.wording.handed_back)

    async def close(self, handoff_id: str) -> Handoff:
        return await self._close(handoff_id, "colleague", self.wording.closed)

    async def unseen(self, sender_id: str) -> list[Line]:
        return await asyncio.to_thread(self.cases.unseen, sender_id)

    async def seen(self, sender_id: str, keys: Sequence[str]) -> None:
        if keys:
            await asyncio.to_thread(self.cases.seen, sender_id, keys)

    async def unsent(self, handoff_id: str) -> int:
        """How many letters of it the desk's own system hasn't got."""
        return await self._courier.unsent(handoff_id) if self._courier is not None else 0

    async def erase(self, sender_id: str) -> None:
        """All that is kept of the sender: what was said, handoffs, letters."""
        await asyncio.to_thread(self.shelf.erase, sender_id)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Letters are carried, and what is too old forgotten, for as long as the context lasts."""
        async with beside(self._forget_now_and_then()):
            if self._courier is None:
                yield
                return
            async with beside(self._courier.run()):
                yield

    async def _take_back(self, sender_id: str, line: Line) -> list[Line] | None:
        """The customer wants the assistant again; None where nobody else had been asked for."""
        handoff = await asyncio.to_thread(self.cases.hold, sender_id, line, True)
        if handoff is None:
            return None
        await self._close(handoff.handoff_id, "customer", self.wording.back)
        return []

    async def _late_notice(self, handoff_id: str) -> list[Line]:
        """Said once while the desk can't be reached, and again after it could."""
        if await self._reached(handoff_id):
            self._told_late.discard(handoff_id)
            return []
        if handoff_id in self._told_late:
            return []
        self._told_late.add(handoff_id)
        return [Line("", Author.NOTICE, self.wording.not_reached, now())]

    async def _close(self, handoff_id: str, by: str, notice: str) -> Handoff:
        self._told_late.discard(handoff_id)
        return self._told(await asyncio.to_thread(self.cases.close, handoff_id, by, notice))

    async def _reached(self, handoff_id: str) -> bool:
        if self._courier is None:
            return True
        self._courier.wake()
        return await self._courier.reached(handoff_id, REACHED_WITHIN_S)

    def _told(self, handoff: Handoff) -> Handoff:
        self._wake()
        self.bell.ring(handoff.sender_id)
        return handoff

    def _wake(self) -> None:
        if self._courier is not None:
            self._courier.wake()

    async def _forget_now_and_then(self) -> None:
        while True:
            before = now() - timedelta(days=self._keep_days)
            try:
                await asyncio.to_thread(self.shelf.forget, before)
            except SQLAlchemyError as error:
                logger.error("handoffs_not_forgotten", error=str(error))
            await asyncio.sleep(FORGET_EVERY_S)
