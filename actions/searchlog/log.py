"""The search log: counted in memory, written down now and then, so that no search waits for a disk.
Owns the buffer and the writing; the table is `stores`', the sums are `tally`'s."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions import log
from actions.background import beside
from actions.searchlog.tally import Key, Tally, clicked, searched
from actions.stores.searches import SearchTable
from retrieval.values import SearchResult

EVERY_S = 3.0
MOST = 5_000
"""Phrases between two writings; what comes beyond is counted as lost, never waited for."""

logger = log.get_logger(__name__)


class SearchLog:
    """Thread-safe. Kept for `days`; with 0, or without a table, nothing is."""

    def __init__(self, table: SearchTable | None = None, days: int = 0) -> None:
        self._table = table
        self._days = days
        self._lock = threading.Lock()
        self._waiting: dict[Key, Tally] = {}
        self.lost = 0

    def searched(self, result: SearchResult) -> None:
        if result.understood.query.strip():
            self._add(searched(result, datetime.now(UTC)))

    def clicked(self, query: str, language: str) -> None:
        """Somebody took one of the results for `query`."""
        if query.strip():
            self._add(clicked(query, language, datetime.now(UTC)))

    def listed(self, only: str, since: date | None, most: int) -> list[dict[str, Any]]:
        """As `SearchTable.listed`, with what waits written down first. Blocks."""
        self.write()
        return [] if self._table is None else self._table.listed(only=only, since=since, most=most)

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
            logger.warning("search_log_not_written", error=str(error))
            for tally in waiting.values():
                self._add(tally)

    def _add(self, tally: Tally) -> None:
        if self._table is None or not self._days or not tally.phrase:
            return
        with self._lock:
            known = self._waiting.get(tally.key)
            if known is None and len(self._waiting) >= MOST:
                self.lost += 1
                return
            self._waiting[tally.key] = known.plus(tally) if known else tally


@asynccontextmanager
async def following(search_log: SearchLog) -> AsyncIterator[None]:
    """Written every few seconds for as long as the context lasts, and at its end."""
    try:
        async with beside(_follow(search_log)):
            yield
    finally:
        await asyncio.to_thread(search_log.write)


async def _follow(search_log: SearchLog) -> None:
    while True:
        await asyncio.sleep(EVERY_S)
        await asyncio.to_thread(search_log.write)
