"""How the assistant has worded things to each sender, so that the next reply sounds otherwise.

Owns their keeping: in memory alone, so many a sender and so long. A wording is the tokens of a
reply whose facts are still slots: neither what was said nor what was told stands in it.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

TTL_S = 1800.0
MAX_SENDERS = 10_000
WORDINGS = 24

Wording = tuple[int, ...]


@dataclass(slots=True)
class _Said:
    until: float
    wordings: deque[Wording] = field(default_factory=lambda: deque(maxlen=WORDINGS))


class Lately:
    """A conversation is forgotten `TTL_S` after its last reply. One thread uses it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._said: OrderedDict[str, _Said] = OrderedDict()

    def add(self, sender_id: str, wording: Wording) -> None:
        self._forget()
        said = self._said.setdefault(sender_id, _Said(0.0))
        said.until = self._clock() + TTL_S
        said.wordings.append(wording)
        self._said.move_to_end(sender_id)
        while len(self._said) > MAX_SENDERS:
            self._said.popitem(last=False)

    def of(self, sender_id: str) -> frozenset[Wording]:
        self._forget()
        said = self._said.get(sender_id)
        return frozenset(said.wordings) if said else frozenset()

    def _forget(self) -> None:
        """The one whose last reply is longest ago stands first."""
        while self._said and next(iter(self._said.values())).until <= self._clock():
            self._said.popitem(last=False)
