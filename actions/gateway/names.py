"""Which words of a message are names of goods: a Chard watering can is no card mistyped.

Owns the words, as the catalogue had them a minute ago at most; what is done about them is the
dialogue side's (`bot/nlu/spelling.py`)."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable

from actions import log
from actions.shelves import Shelves
from retrieval.errors import RetrievalError

logger = log.get_logger(__name__)

WORD = re.compile(r"[^\W\d_]+")
FRESH_S = 60.0
"""While products are brought in by the thousand, their names aren't gathered after each."""


class Names:
    """A hint and no more: no turn waits for the gathering, and none fails with it."""

    def __init__(self, shelves: Shelves, clock: Callable[[], float] = time.monotonic) -> None:
        self._shelves, self._clock = shelves, clock
        self._words: frozenset[str] = frozenset()
        self._of_changes, self._looked = -1, float("-inf")
        self._gathering: asyncio.Task[None] | None = None

    def within(self, text: str) -> str:
        """The words of `text` that stand in a product's name or brand, in lower case."""
        self.refresh()
        said = dict.fromkeys(word.lower() for word in WORD.findall(text))
        return " ".join(word for word in said if word in self._words)

    def refresh(self) -> asyncio.Task[None] | None:
        """Gather anew, beside all else, where the catalogue has changed and it is time."""
        changes, now = self._shelves.changes, self._clock()
        if changes != self._of_changes and now - self._looked >= FRESH_S:
            self._of_changes, self._looked = changes, now
            self._gathering = asyncio.create_task(self._gather(), name="names-of-goods")
        return self._gathering

    async def _gather(self) -> None:
        try:
            self._words = await asyncio.to_thread(self._named)
        except RetrievalError as error:
            self._of_changes = -1  # tried again in a minute
            logger.error("names_not_gathered", error=str(error))

    def _named(self) -> frozenset[str]:
        return frozenset(
            word.lower()
            for product in self._shelves.products()
            for word in WORD.findall(f"{product.title} {product.brand}")
        )
