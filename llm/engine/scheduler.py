"""Who runs in the next step. Owns the waiting line and the slots' tenants; runs nothing.

A sequence's slot is its place in `running`: a hole is filled by the last tenant, so that the
slots in use are always 0 .. n - 1."""

from __future__ import annotations

from collections import deque

from llm.engine.errors import QueueFull
from llm.engine.kv_cache import KVCache
from llm.engine.sequence import Sequence


class Scheduler:
    """First come, first served; `max_prefill_tokens` bounds what one step admits (padded), so
    that a crowd of newcomers doesn't hold up those who are running."""

    def __init__(
        self, cache: KVCache, *, slots: int, max_queue: int, max_prefill_tokens: int
    ) -> None:
        self.waiting: deque[Sequence] = deque()
        self.running: list[Sequence] = []
        self._cache = cache
        self._slots = slots
        self._max_queue = max_queue
        self._max_prefill_tokens = max_prefill_tokens

    @property
    def free_slots(self) -> int:
        return self._slots - len(self.running)

    def add(self, sequence: Sequence) -> None:
        """Raises `QueueFull`."""
        if len(self.waiting) >= self._max_queue:
            raise QueueFull(f"{len(self.waiting)} requests are waiting already")
        self.waiting.append(sequence)

    def admit(self) -> list[Sequence]:
        """Those who start now, in the slots behind the running ones; at least one if any can.
        The shortest prompt comes first, so that those of like length can be read together."""
        admitted: list[Sequence] = []
        longest, free = 0, self.free_slots
        while self.waiting and free:
            longest = max(longest, len(self.waiting[0].request.prompt_tokens))
            if admitted and longest * (len(admitted) + 1) > self._max_prefill_tokens:
                break
            admitted.append(self.waiting.popleft())
            free -= 1
        admitted.sort(key=lambda sequence: len(sequence.request.prompt_tokens))
        self.running += admitted
        return admitted

    def release(self) -> list[Sequence]:
        """Those who are done leave; the others close ranks."""
        released: list[Sequence] = []
        for slot in reversed(range(len(self.running))):
            if self.running[slot].done:
                released.append(self._vacate(slot))
        return released[::-1]

    def remove(self, sequence: Sequence) -> bool:
        """Out of the line or its slot; False where it is in neither."""
        if sequence in self.waiting:
            self.waiting.remove(sequence)
            return True
        if sequence in self.running:
            self._vacate(self.running.index(sequence))
            return True
        return False

    def clear(self) -> list[Sequence]:
        """Everybody out, running ones first."""
        gone = [*self.running, *self.waiting]
        self.running.clear()
        self.waiting.clear()
        return gone

    def _vacate(self, slot: int) -> Sequence:
        leaving, last = self.running[slot], self.running.pop()
        if last is not leaving:
            self.running[slot] = last
            self._cache.move(len(self.running), slot, last.position + 1)
        return leaving
