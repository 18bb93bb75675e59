"""How much may wait for the device. Owns the counts; lives on the event loop, so needs no lock."""

from __future__ import annotations

from collections.abc import Mapping

from actions.serving.errors import Overloaded
from actions.serving.priority import Priority

SHORTEST_RETRY_S = 0.1
LONGEST_RETRY_S = 30.0
SMOOTHING = 0.1


class Permits:
    """Each priority has its own places: indexing can't take a customer's."""

    def __init__(self, places: Mapping[Priority, int]) -> None:
        self._places = dict(places)
        self._taken = dict.fromkeys(places, 0)
        self._held_s = SHORTEST_RETRY_S

    def taken(self, priority: Priority) -> int:
        return self._taken[priority]

    def take(self, priority: Priority, count: int) -> int:
        """Takes `count` places, or all where it wants more than there are; returns how many.

        Raises `Overloaded` at once when they aren't free."""
        count = min(count, self._places[priority])
        if self._taken[priority] + count > self._places[priority]:
            raise Overloaded(self.retry_after_s)
        self._taken[priority] += count
        return count

    def give_back(self, priority: Priority, count: int, held_s: float) -> None:
        self._taken[priority] -= count
        self._held_s += SMOOTHING * (held_s - self._held_s)

    @property
    def retry_after_s(self) -> float:
        """A full queue turns round in about the time that a permit is held (Little's law)."""
        return min(max(self._held_s, SHORTEST_RETRY_S), LONGEST_RETRY_S)
