"""The merchant's file as it stands on disk, obeyed by the index. Owns when it is read again; a bad
file stops nothing: the last good rules hold, and what is wrong is kept to be shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from actions import log
from actions.background import beside
from retrieval.errors import BadMerchandising
from retrieval.index import Index
from retrieval.merchandise import Rules, read_rules

EVERY_S = 2.0

logger = log.get_logger(__name__)


class Merchandising:
    """`problems` are sentences for the merchant; empty when all is well."""

    def __init__(self, path: Path, index: Index, today: Callable[[], date]) -> None:
        self.path = path
        self.problems: tuple[str, ...] = ()
        self._index = index
        self._today = today
        self._rules = Rules()
        self._seen: tuple[object, ...] | None = None

    @property
    def rules(self) -> Rules:
        """Those in force, in season or not."""
        return self._rules

    def refresh(self) -> bool:
        """Obey the file as it is now and the day; False when neither has changed."""
        day = self._today()
        seen = (self._stamp(), day)
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            self._rules = read_rules(self.path)
        except BadMerchandising as error:
            self.problems = (str(error),)
            logger.error("merchandising_bad", problem=str(error))
            self._index.merchandise(self._rules.on(day))
            return True
        self.problems = self._index.merchandise(self._rules)
        for problem in self.problems:
            logger.warning("merchandising_problem", problem=problem)
        self._index.merchandise(self._rules.on(day))
        return True

    def _stamp(self) -> tuple[int, int] | None:
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size


@asynccontextmanager
async def followed(merchandising: Merchandising) -> AsyncIterator[None]:
    """Read now, and again whenever the file changes, for as long as the context lasts."""
    await asyncio.to_thread(merchandising.refresh)
    async with beside(_follow(merchandising)):
        yield


async def _follow(merchandising: Merchandising) -> None:
    while True:
        await asyncio.sleep(EVERY_S)
        await asyncio.to_thread(merchandising.refresh)
