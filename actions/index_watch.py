"""Keeps a served index at what lies in its folder: a rebuild by `storeclerk index` is swapped in,
and what another process changed is seen, while searches go on.

Owns when it is looked at and what is logged; how it is swapped is `retrieval.index`'s.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from actions import log
from actions.background import beside
from retrieval import Index
from retrieval.errors import IndexBusy, RetrievalError

# A look costs a small file and one line of SQL.
EVERY_S = 2.0

logger = log.get_logger(__name__)


class IndexWatch:
    """`changed` is called after the index holds something else. What can't be opened is told once,
    and what served before goes on serving."""

    def __init__(self, index: Index, changed: Callable[[], None]) -> None:
        self._index = index
        self._changed = changed
        self._told = ""
        self._tell_mended()

    def look(self) -> bool:
        """False when there was nothing new, or nothing that can be had."""
        try:
            found = self._index.refresh()
        except IndexBusy:
            return False  # somebody is writing; there is a next time
        except RetrievalError as error:
            self._tell_problem(str(error))
            return False
        self._told = ""
        if found:
            meta = self._index.meta
            logger.info("index_changed", generation=meta.generation, products=meta.count)
            self._tell_mended()
            self._changed()
        return found

    def _tell_mended(self) -> None:
        for what in self._index.mended:
            logger.warning("index_mended", what=what)

    def _tell_problem(self, problem: str) -> None:
        if problem != self._told:
            logger.error("index_not_swapped", problem=problem)
        self._told = problem


@asynccontextmanager
async def watched(watch: IndexWatch, every_s: float = EVERY_S) -> AsyncIterator[None]:
    """For as long as the context lasts."""
    async with beside(_look_for_ever(watch, every_s)):
        yield


async def _look_for_ever(watch: IndexWatch, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        await asyncio.to_thread(watch.look)
