"""One request for the device, from its permit to its answer. Owns what both sides of the thread
boundary need to know of it; the queues own the order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
from torch import Tensor

from actions.serving.priority import Priority
from llm.engine import Completion, GenerateRequest, Sequence

T = TypeVar("T")
# The tokens so far and their -log p.
Listen: TypeAlias = Callable[[tuple[int, ...], tuple[float, ...]], None]


@dataclass(slots=True, eq=False, kw_only=True)
class Entry(Generic[T]):
    """`future` belongs to the event loop. `gone` is set there once nobody waits any more, and
    read by the device thread; `deadline` and `queued_at` are on `time.monotonic`'s clock."""

    future: asyncio.Future[T]
    priority: Priority
    queued_at: float
    deadline: float | None = None
    gone: bool = False

    def expired(self, now: float) -> bool:
        return self.deadline is not None and now >= self.deadline


@dataclass(slots=True, eq=False, kw_only=True)
class EncodeEntry(Entry[np.ndarray]):
    """`tokens` are estimates, one a text; `vectors` grows batch by batch."""

    texts: tuple[str, ...]
    tokens: tuple[int, ...]
    vectors: list[np.ndarray] = field(default_factory=list)
    taken: int = 0


@dataclass(slots=True, eq=False, kw_only=True)
class GenerateEntry(Entry[Completion]):
    """`listen` is called on the event loop after each step that leaves it running."""

    request: GenerateRequest
    listen: Listen | None = None
    sequence: Sequence | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class AttendEntry(Entry[Tensor]):
    """What the generator's heads look at in a text of `tokens`."""

    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the waiter of `entry` gets: `result`, or `error` raised; `heard` only tells it how far
    its reply has come."""

    entry: Entry[Any]
    result: np.ndarray | Completion | Tensor | None = None
    error: Exception | None = None
    heard: tuple[tuple[int, ...], tuple[float, ...]] | None = None
