"""Carries letters from the outbox to the target, for as long as the server runs.

Owns when to look and how many at once. A letter that isn't taken is tried again after a pause;
those behind it in the same handoff wait, those of other handoffs don't.
"""

from __future__ import annotations

import asyncio
import time

from sqlalchemy.exc import SQLAlchemyError

from actions import log
from actions.handoff.errors import Undelivered
from actions.handoff.outbox import Letter, Outbox
from actions.handoff.target import Target
from actions.stores.moment import now

AT_ONCE = 8
LOOK_AGAIN_S = 2.0
"""Another process may have written a letter: nobody rings for that."""

logger = log.get_logger(__name__)


class Courier:
    def __init__(self, outbox: Outbox, target: Target) -> None:
        self._outbox, self._target = outbox, target
        self._wake = asyncio.Event()
        self._news = asyncio.Event()

    def wake(self) -> None:
        """There is a letter."""
        self._wake.set()

    async def run(self) -> None:
        while True:
            self._wake.clear()
            try:
                while letters := await asyncio.to_thread(self._outbox.take_due, AT_ONCE):
                    await asyncio.gather(*map(self._carry, letters))
                pause_s = await self._pause_s()
            except SQLAlchemyError as error:
                logger.error("outbox_unreadable", error=str(error))
                pause_s = LOOK_AGAIN_S
            try:
                await asyncio.wait_for(self._wake.wait(), pause_s)
            except TimeoutError:
                continue

    async def reached(self, handoff_id: str, within_s: float) -> bool:
        """Whether the target has all of it, or has within that time; no as soon as it failed."""
        until = time.monotonic() + within_s
        while True:
            news = self._news
            unsent, failure = await asyncio.to_thread(self._outbox.waiting, handoff_id)
            left = until - time.monotonic()
            if not unsent or failure or left <= 0:
                return not unsent
            try:
                await asyncio.wait_for(news.wait(), left)
            except TimeoutError:
                continue

    async def unsent(self, handoff_id: str) -> int:
        return (await asyncio.to_thread(self._outbox.waiting, handoff_id))[0]

    async def _carry(self, letter: Letter) -> None:
        try:
            taken = await self._target.deliver(letter)
        except Undelivered as error:
            logger.warning(
                "letter_undelivered", letter_id=letter.letter_id, handoff_id=letter.handoff_id,
                attempts=letter.attempts, error=str(error),
            )  # fmt: skip
            await asyncio.to_thread(self._outbox.failed, letter, str(error))
        else:
            await asyncio.to_thread(self._outbox.sent, letter, taken.external, taken.external_id)
            logger.info("letter_sent", letter_id=letter.letter_id, handoff_id=letter.handoff_id)
        self._news.set()
        self._news = asyncio.Event()

    async def _pause_s(self) -> float:
        due = await asyncio.to_thread(self._outbox.next_due)
        return min(LOOK_AGAIN_S, max(0.05, (due - now()).total_seconds())) if due else LOOK_AGAIN_S
