"""Which order a conversation was about last: "when will it arrive?" has no number in it.

Kept in the server, for a while and for that sender alone; owns no order.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

TTL_S = 1800.0
MAX_SENDERS = 10_000


class RecentOrders:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._last: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._clock = clock

    def of(self, sender_id: str, named: str | None) -> str | None:
        """The number that was `named` now, which is kept, or else the last one."""
        if named is not None:
            self._last[sender_id] = (named, self._clock())
            self._last.move_to_end(sender_id)
            while len(self._last) > MAX_SENDERS:
                self._last.popitem(last=False)
            return named
        number, since = self._last.get(sender_id, (None, 0.0))
        return number if self._clock() - since <= TTL_S else None
