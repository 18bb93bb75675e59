"""How many requests a shop pays for: so many in any hour. Owns the count; one loop uses it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

HOUR_S = 3600.0


class Budget:
    """`most` requests in an hour; 0 is no limit."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._spent: deque[float] = deque()

    def take(self) -> bool:
        """Whether one more may be sent; it is counted as sent then."""
        now = self._clock()
        while self._spent and self._spent[0] <= now - HOUR_S:
            self._spent.popleft()
        if self._most and len(self._spent) >= self._most:
            return False
        if self._most:
            self._spent.append(now)
        return True
