"""One thing about each sender, in memory and for a while: which order was spoken of last ("when
will it arrive?" has no number in it), whether they went on to something else. What is forgotten is
asked again.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

TTL_S = 1800.0
MAX_SENDERS = 10_000


class Recent:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._last: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._clock = clock

    def keep(self, sender_id: str, told: str) -> None:
        self._last[sender_id] = (told, self._clock())
        self._last.move_to_end(sender_id)
        while len(self._last) > MAX_SENDERS:
            self._last.popitem(last=False)

    def of(self, sender_id: str) -> str:
        """Empty where there is nothing of late."""
        told, since = self._last.get(sender_id, ("", 0.0))
        return told if self._clock() - since <= TTL_S else ""
