"""Which order a conversation was about last: "when will it arrive?" has no number in it.

Kept in memory, for a while and for that sender alone: what is forgotten is asked. Owns no order.
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

    def keep(self, sender_id: str, order_id: str) -> None:
        self._last[sender_id] = (order_id, self._clock())
        self._last.move_to_end(sender_id)
        while len(self._last) > MAX_SENDERS:
            self._last.popitem(last=False)

    def of(self, sender_id: str) -> str:
        """Empty where there was none of late."""
        order_id, since = self._last.get(sender_id, ("", 0.0))
        return order_id if self._clock() - since <= TTL_S else ""
