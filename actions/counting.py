"""What is counted for the merchant: in memory, written down now and then, so that no customer waits
for a disk. Owns the buffer and the writing; what is counted, and the table, are others'."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Hashable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Generic, Protocol, Self, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from actions import log
from actions.background import beside

EVERY_S = 3.0
MOST = 5_000
"""Phrases between two writings; what comes beyond is counted as lost, never waited for."""

logger = log.get_logger(__name__)


class Counted(Protocol):
    """Some of the same `key` add up; `phrase` is empty where there is nothing to keep."""

    @property
    def phrase(self) -> str: ...

    @property
    def key(self) -> Hashable: ...

    def plus(self, later: Self) -> Self: ...


C = TypeVar("C", bound=Counted)


T_contra = TypeVar("T_contra", contravariant=True)


class CountTable(Protocol[T_contra]):
    def add(self, tallies: Sequence[T_contra]) -> None: ...

    def forget(self, before: date) -> None: ...


class CountLog(Generic[C]):
    """Thread-safe. Kept for `days`; with 0, or without a table, nothing is."""

    def __init__(self, table: CountTable[C] | None = None, days: int = 0) -> None:
        self._table = table
        self._days = days
        self._lock = threading.Lock()
        self._waiting: dict[Hashable, C] = {}
        self.lost = 0

    def write(self) -> None:
        """Write down what waits, and forget what is too old. Blocks."""
        if self._table is None:
            return
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        try:
            self._table.add(list(waiting.values()))
            today = datetime.now(UTC).date()
            self._table.forget(before=today - timedelta(days=self._days))
        except SQLAlchemyError as error:
            logger.warning("counts_not_written", of=type(self).__name__, error=str(error))
            for tally in waiting.values():
                self._add(tally)

    def _add(self, tally: C) -> None:
        if self._table is None or not self._days or not tally.phrase:
            return
        with self._lock:
            known = self._waiting.get(tally.key)
            if known is None and len(self._waiting) >= MOST:
                self.lost += 1
                return
            self._waiting[tally.key] = known.plus(tally) if known else tally


@asynccontextmanager
async def following(count_log: CountLog[C]) -> AsyncIterator[None]:
    """Written every few seconds for as long as the context lasts, and at its end."""
    try:
        async with beside(_follow(count_log)):
            yield
    finally:
        await asyncio.to_thread(count_log.write)


async def _follow(count_log: CountLog[C]) -> None:
    while True:
        await asyncio.sleep(EVERY_S)
        await asyncio.to_thread(count_log.write)
