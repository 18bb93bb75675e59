"""Which words of a message are names of goods: a Chard watering can is no card mistyped.

Owns the words, as the catalogue had them a minute ago at most; what is done about them is the
dialogue side's (`bot/nlu/spelling.py`)."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable

from actions.shelves import Shelves

WORD = re.compile(r"[^\W\d_]+")
FRESH_S = 60.0
"""While products are brought in by the thousand, their names aren't gathered after each."""


class Names:
    def __init__(self, shelves: Shelves, clock: Callable[[], float] = time.monotonic) -> None:
        self._shelves, self._clock = shelves, clock
        self._words: frozenset[str] = frozenset()
        self._of_changes, self._looked = -1, float("-inf")

    async def within(self, text: str) -> str:
        """The words of `text` that stand in a product's name or brand, in lower case."""
        await self._fresh()
        said = dict.fromkeys(word.lower() for word in WORD.findall(text))
        return " ".join(word for word in said if word in self._words)

    async def _fresh(self) -> None:
        changes, now = self._shelves.changes, self._clock()
        if changes == self._of_changes or now - self._looked < FRESH_S:
            return
        self._of_changes, self._looked = changes, now
        self._words = await asyncio.to_thread(self._gathered)

    def _gathered(self) -> frozenset[str]:
        return frozenset(
            word.lower()
            for product in self._shelves.products()
            for word in WORD.findall(f"{product.title} {product.brand}")
        )
