"""The device as the rest of the server sees it: await a completion or vectors. Owns permits,
deadlines and the promise that every waiter gets an answer; the thread behind it owns the rest.

Futures are settled on the event loop only, and everyone who waits is in `_open`: whatever the
thread does, nobody is left behind."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, TypeVar

import numpy as np
from torch import Tensor

from actions.metrics import Metrics
from actions.serving.device import STOP, Device, Encodes, Inbox, Pace
from actions.serving.encode_queue import estimate_tokens
from actions.serving.entry import AttendEntry, EncodeEntry, Entry, GenerateEntry, Listen, Outcome
from actions.serving.errors import (
    DeadlineExceeded,
    NotServing,
    Overloaded,
    ServingError,
    ShuttingDown,
    StepFailed,
)
from actions.serving.permits import Permits
from actions.serving.priority import Priority
from llm.engine import Completion, Engine, GenerateRequest

logger = logging.getLogger(__name__)
T = TypeVar("T")
WIDTH = 384
JOIN_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How many texts, replies and looks into a reply may wait or run, by priority."""

    texts: Mapping[Priority, int] = field(
        default_factory=lambda: {Priority.CHAT: 256, Priority.COPY: 256, Priority.INDEX: 1024}
    )
    replies: Mapping[Priority, int] = field(
        default_factory=lambda: {Priority.CHAT: 128, Priority.COPY: 64, Priority.INDEX: 64}
    )
    looks: Mapping[Priority, int] = field(default_factory=lambda: dict.fromkeys(Priority, 8))


class DeviceOwner:
    """Either model may be absent; asking for it then raises `NotServing`.

    `encode`, `generate` and `attention` raise `Overloaded` at once when too much waits,
    `DeadlineExceeded`, `StepFailed` or `ShuttingDown`. `deadline` is on `time.monotonic`'s clock.
    Cancelling the task that awaits frees what it held."""

    def __init__(
        self,
        encoder: Encodes | None = None,
        engine: Engine | None = None,
        *,
        limits: Limits | None = None,
        pace: Pace | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._encoder = encoder
        self._engine = engine
        self._pace = pace or Pace()
        self.metrics = metrics or Metrics()
        limits = limits or Limits()
        self._permits = {
            "encode": Permits(limits.texts),
            "generate": Permits(limits.replies),
            "attend": Permits(limits.looks),
        }
        self._inbox: Inbox = SimpleQueue()
        self._open: set[Entry[Any]] = set()
        self._thread: threading.Thread | None = None
        self._draining = False
        self._ended = False

    @property
    def ready(self) -> bool:
        return self._thread is not None and not self._ended and not self._draining

    async def start(self) -> None:
        """Starts the thread; the models are used by it alone from here on."""
        if self._thread is not None or self._draining:
            raise NotServing("an owner starts once")
        loop = asyncio.get_running_loop()

        def post(outcomes: list[Outcome]) -> None:
            if outcomes:
                loop.call_soon_threadsafe(self._settle, outcomes)

        device = Device(
            self._encoder, self._engine, self._inbox, post, metrics=self.metrics, pace=self._pace
        )

        def run() -> None:
            try:
                device.run()
            finally:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(self._thread_ended)

        self._thread = threading.Thread(target=run, name="storeclerk-device", daemon=True)
        self._thread.start()

    async def encode(
        self,
        texts: Sequence[str],
        *,
        priority: Priority = Priority.CHAT,
        deadline: float | None = None,
    ) -> np.ndarray:
        """(B, 384) float32, a row a text, whatever batches the texts were run in."""
        if self._encoder is None:
            raise NotServing("there is no encoder")
        if not texts:
            return np.zeros((0, WIDTH), dtype=np.float32)
        entry = EncodeEntry(
            texts=tuple(texts),
            tokens=tuple(map(estimate_tokens, texts)),
            **_waiter(priority, deadline),
        )
        return await self._answer("encode", entry, len(texts))

    async def generate(
        self,
        request: GenerateRequest,
        *,
        priority: Priority = Priority.CHAT,
        deadline: float | None = None,
        listen: Listen | None = None,
    ) -> Completion:
        """`listen` hears the tokens so far after each step but the last. Also raises
        `llm.engine.BadRequest` for what the model can't run, and what `listen` raises."""
        if self._engine is None:
            raise NotServing("there is no generator")
        entry = GenerateEntry(request=request, listen=listen, **_waiter(priority, deadline))
        return await self._answer("generate", entry, 1)

    async def attention(self, tokens: Sequence[int], *, deadline: float | None = None) -> Tensor:
        """(layers, H, T, T): the generator's attention over a text. Customers go first. Also
        raises `llm.engine.BadRequest`."""
        if self._engine is None:
            raise NotServing("there is no generator")
        entry = AttendEntry(tokens=tuple(tokens), **_waiter(Priority.COPY, deadline))
        return await self._answer("attend", entry, 1)

    async def drain(self, timeout_s: float = 5.0) -> None:
        """Refuses what is new, lets chat work finish within `timeout_s`, fails what is left with
        `ShuttingDown` and ends the thread. Safe to call twice."""
        self._draining = True
        why = "the server is shutting down"
        try:
            others = [entry for entry in self._open if entry.priority is not Priority.CHAT]
            _fail(others, ShuttingDown, why)
            chat = [entry.future for entry in self._open if not entry.future.done()]
            if chat:
                await asyncio.wait(chat, timeout=timeout_s)
        finally:
            _fail(self._open, ShuttingDown, why)
            self._inbox.put(STOP)
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join, JOIN_TIMEOUT_S)

    async def _answer(self, kind: str, entry: Entry[T], count: int) -> T:
        """Permit, queue, wait; whatever happens, the permit comes back."""
        end, label, permits = "cancelled", entry.priority.label, self._permits[kind]
        taken = 0
        try:
            self._refuse(entry)
            taken = permits.take(entry.priority, count)
            result = await self._wait(entry)
            end = "answered"
        except Exception as error:
            end = _END_OF.get(type(error), "refused")
            raise
        finally:
            self.metrics.request_ended(kind, label, end)
            if taken:
                permits.give_back(entry.priority, taken, time.monotonic() - entry.queued_at)
        return result

    def _refuse(self, entry: Entry[T]) -> None:
        if self._draining:
            raise ShuttingDown("the server is shutting down")
        if not self.ready:
            raise NotServing("the device isn't running")
        if entry.expired(entry.queued_at):
            raise DeadlineExceeded("the deadline had passed before the request came")

    async def _wait(self, entry: Entry[T]) -> T:
        self._open.add(entry)
        self._inbox.put(entry)
        try:
            # The thread checks deadlines between steps; this one holds during a long step too.
            async with asyncio.timeout(
                None if entry.deadline is None else entry.deadline - time.monotonic()
            ):
                return await entry.future
        except TimeoutError as error:
            raise DeadlineExceeded("the deadline passed before the answer was there") from error
        finally:
            entry.gone = True
            self._open.discard(entry)

    def _settle(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            future: asyncio.Future[Any] = outcome.entry.future
            if future.done():
                continue
            if outcome.heard is not None:
                _tell(outcome.entry, *outcome.heard)
            elif outcome.error is not None:
                future.set_exception(outcome.error)
            else:
                future.set_result(outcome.result)

    def _thread_ended(self) -> None:
        """Only `drain` ends the thread on purpose, and by then nobody waits."""
        self._ended = True
        _fail(self._open, StepFailed, "the device's thread has ended")


_END_OF: Mapping[type[Exception], str] = {
    Overloaded: "rejected",
    DeadlineExceeded: "expired",
    ShuttingDown: "shutdown",
    StepFailed: "failed",
}


def _waiter(priority: Priority, deadline: float | None) -> dict[str, Any]:
    return {
        "future": asyncio.get_running_loop().create_future(),
        "priority": priority,
        "queued_at": time.monotonic(),
        "deadline": deadline,
    }


def _tell(entry: Entry[Any], tokens: tuple[int, ...], nll: tuple[float, ...]) -> None:
    """A listener that raises ends its own request, nobody else's."""
    if not isinstance(entry, GenerateEntry) or entry.listen is None:
        return
    try:
        entry.listen(tokens, nll)
    except Exception as error:
        logger.exception("a listener failed")
        entry.future.set_exception(error)


def _fail(entries: Iterable[Entry[Any]], error: type[ServingError], message: str) -> None:
    for entry in entries:
        if not entry.future.done():
            entry.future.set_exception(error(message))
