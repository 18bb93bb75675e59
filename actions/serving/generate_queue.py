"""The requests that wait for the generator or run in it. Owns its entries; fills the engine's
slots in order of priority. Used by the device thread alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain

from actions.serving.entry import GenerateEntry, Outcome
from actions.serving.errors import DeadlineExceeded, StepFailed
from actions.serving.priority import Priority
from llm.engine import Engine, EngineError


class GenerateQueue:
    """`chat_slots` are kept free of anything but chat, so that a customer who asks while copy is
    being written joins the very next step."""

    def __init__(self, engine: Engine, chat_slots: int) -> None:
        self._engine = engine
        self._chat_slots = min(chat_slots, engine.slots - 1)
        self._lines: dict[Priority, deque[GenerateEntry]] = {p: deque() for p in Priority}
        self._running: list[GenerateEntry] = []

    def depth(self, priority: Priority) -> int:
        """How many wait; the running ones don't count."""
        return len(self._lines[priority])

    @property
    def running(self) -> int:
        return len(self._running)

    @property
    def known(self) -> int:
        """How many of those the engine ended without a step, from memory."""
        return sum(e.sequence is not None and e.sequence.done for e in self._running)

    @property
    def urgency(self) -> Priority | None:
        """The first priority that waits or runs."""
        waiting = [p for p in Priority if self._lines[p]]
        return min([*waiting, *(entry.priority for entry in self._running)], default=None)

    def push(self, entry: GenerateEntry) -> None:
        self._lines[entry.priority].append(entry)

    def drop_stale(self, now: float) -> list[Outcome]:
        """Frees the place or the slot of those whose waiter has left or whose deadline has
        passed; tells the latter."""
        known = [*chain(*self._lines.values()), *self._running]
        stale = [entry for entry in known if entry.gone or entry.expired(now)]
        for entry in stale:
            if entry.sequence is None:
                self._lines[entry.priority].remove(entry)
            else:
                self._engine.cancel(entry.sequence)
                self._running.remove(entry)
        why = "the deadline passed before the reply was done"
        return [Outcome(e, error=DeadlineExceeded(why)) for e in stale if not e.gone]

    def admit(self) -> tuple[list[GenerateEntry], list[Outcome]]:
        """Moves entries into free slots: those that start now, and those the engine refuses."""
        admitted, refused = list[GenerateEntry](), list[Outcome]()
        for priority, line in self._lines.items():
            kept_free = 0 if priority is Priority.CHAT else self._chat_slots
            while line and self._engine.slots - len(self._running) > kept_free:
                entry = line.popleft()
                try:
                    entry.sequence = self._engine.add(entry.request)
                except EngineError as error:
                    refused.append(Outcome(entry, error=error))
                    continue
                self._running.append(entry)
                admitted.append(entry)
        return admitted, refused

    def step(self) -> list[Outcome]:
        """One step of the engine; raises what the step raises, after which see `fail`."""
        self._engine.step()
        return [*self._finished(), *self._heard()]

    def fail(self, cause: Exception) -> list[Outcome]:
        """A step raised: everyone in it is answered, and the engine is empty."""
        self._engine.abort_all(cause)
        failed, self._running = self._running, []
        outcomes = []
        for entry in failed:
            error = StepFailed(f"generating failed: {cause}")
            error.__cause__ = cause
            outcomes.append(Outcome(entry, error=error))
        return outcomes

    def _heard(self) -> Iterator[Outcome]:
        for entry in self._running:
            if entry.listen is not None and entry.sequence is not None:
                so_far = tuple(entry.sequence.tokens), tuple(entry.sequence.nll)
                yield Outcome(entry, heard=so_far)

    def _finished(self) -> list[Outcome]:
        done = [e for e in self._running if e.sequence is not None and e.sequence.done]
        self._running = [entry for entry in self._running if entry not in done]
        return [Outcome(e, result=e.sequence.completion()) for e in done if e.sequence]
