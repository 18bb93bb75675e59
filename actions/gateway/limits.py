"""How often one caller may come: a token bucket a key. Owns no waiting and no identity."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from actions.gateway.errors import TooMany

MAX_KEYS = 50_000


class RateLimiter:
    """`rate` a second for ever, `burst` at once. The keys least lately seen are forgotten first."""

    def __init__(
        self,
        rate: float,
        burst: int,
        clock: Callable[[], float] = time.monotonic,
        max_keys: int = MAX_KEYS,
    ) -> None:
        self._rate, self._burst, self._clock, self._max_keys = rate, burst, clock, max_keys
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Count one request of `key`. Raises `TooMany` with the wait until the next may come."""
        now = self._clock()
        left, seen = self._buckets.pop(key, (float(self._burst), now))
        left = min(self._burst, left + (now - seen) * self._rate)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        while len(self._buckets) > self._max_keys:
            self._buckets.popitem(last=False)
        if not allowed:
            raise TooMany("that is faster than we can follow", (1 - left) / self._rate)
