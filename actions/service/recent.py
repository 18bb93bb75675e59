"""One thing about each sender, in memory and for a while: which order was spoken of last ("when
will it arrive?" has no number in it), whether they went on to something else, what was refused
them. What is forgotten is asked again.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

TTL_S = 1800.0
MAX_SENDERS = 10_000

Told = TypeVar("Told")


class Recent(Generic[Told]):
    """`nothing` is what there is of a sender of whom nothing was kept of late."""

    def __init__(
        self,
        nothing: Told,
        clock: Callable[[], float] = time.monotonic,
        *,
        ttl_s: float = TTL_S,
    ) -> None:
        self._last: OrderedDict[str, tuple[Told, float]] = OrderedDict()
        self._nothing, self._clock, self._ttl_s = nothing, clock, ttl_s

    def keep(self, sender_id: str, told: Told) -> None:
        self._last[sender_id] = (told, self._clock())
        self._last.move_to_end(sender_id)
        while len(self._last) > MAX_SENDERS:
            self._last.popitem(last=False)

    def forget(self, sender_id: str) -> None:
        self._last.pop(sender_id, None)

    def of(self, sender_id: str) -> Told:
        told, since = self._last.get(sender_id, (self._nothing, self._clock()))
        return told if self._clock() - since <= self._ttl_s else self._nothing
