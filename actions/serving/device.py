"""The thread that owns the device. Owns the queues, runs the batches and decides whose turn
it is; hands outcomes to whoever delivers them. Knows nothing of asyncio."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, Final, Protocol, TypeAlias

import numpy as np

from actions.metrics import Metrics
from actions.serving.encode_queue import EncodeQueue
from actions.serving.entry import AttendEntry, EncodeEntry, Entry, GenerateEntry, Outcome
from actions.serving.errors import DeadlineExceeded, ShuttingDown, StepFailed
from actions.serving.generate_queue import GenerateQueue
from actions.serving.priority import Priority
from llm.engine import Engine, EngineError

logger = logging.getLogger(__name__)


class Encodes(Protocol):
    """What the device needs of an encoder."""

    def encode(self, texts: Sequence[str]) -> np.ndarray: ...  # (B, D)


class Stop:
    """The last thing that is put into an inbox."""


STOP: Final = Stop()
Inbox: TypeAlias = "SimpleQueue[Entry[Any] | Stop]"
Deliver: TypeAlias = Callable[[list[Outcome]], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """`max_batch_tokens` bounds how long an encoder's batch holds up a chat step; the less urgent
    of the two models gets one step in `patience` as long as the other has work."""

    max_batch_tokens: int = 512
    chat_slots: int = 4
    patience: int = 8


class Device:
    """`run` in a thread of its own; everything else reaches it through `inbox`."""

    def __init__(
        self,
        encoder: Encodes | None,
        engine: Engine | None,
        inbox: Inbox,
        deliver: Deliver,
        *,
        metrics: Metrics,
        pace: Pace,
    ) -> None:
        self._encoder = encoder
        self._engine = engine
        self._inbox = inbox
        self._deliver = deliver
        self._metrics = metrics
        self._patience = pace.patience
        self._encodes = EncodeQueue(pace.max_batch_tokens)
        self._generates = GenerateQueue(engine, pace.chat_slots) if engine else None
        self._looks = deque[AttendEntry]()
        self._passed_over = 0
        self._looks_passed_over = 0

    def run(self) -> None:
        """Until `STOP` is taken from the inbox; the engine is left empty."""
        while self._take():
            self._drop_stale()
            encode, generate = self._due()
            if encode:
                self._encode()
            if generate and self._generates:
                self._generate(self._generates)
            if self._engine and self._may_look(worked=encode or generate):
                self._look(self._engine, self._looks.popleft())
            self._report_depths()
        if self._engine:
            self._engine.abort_all(ShuttingDown("the device has stopped"))

    def _take(self) -> bool:
        """Reads the inbox; sleeps on it only when there is nothing to do."""
        while not self._inbox.empty() or not self._busy:
            item = self._inbox.get()
            if isinstance(item, Stop):
                return False
            if isinstance(item, EncodeEntry):
                self._encodes.push(item)
            elif self._generates and isinstance(item, GenerateEntry):
                self._generates.push(item)
            elif isinstance(item, AttendEntry):
                self._looks.append(item)
        return True

    @property
    def _busy(self) -> bool:
        generates = self._generates
        return (
            bool(self._looks)
            or self._encodes.urgency is not None
            or bool(generates and generates.urgency is not None)
        )

    def _drop_stale(self) -> None:
        now = time.monotonic()
        late = self._encodes.drop_stale(now)
        if self._generates:
            late += self._generates.drop_stale(now)
        late += self._drop_stale_looks(now)
        self._deliver(late)

    def _drop_stale_looks(self, now: float) -> list[Outcome]:
        stale = [entry for entry in self._looks if entry.gone or entry.expired(now)]
        for entry in stale:
            self._looks.remove(entry)
        why = "the deadline passed before anybody looked"
        return [Outcome(e, error=DeadlineExceeded(why)) for e in stale if not e.gone]

    def _due(self) -> tuple[bool, bool]:
        """Whether the encoder and the generator run now: the more urgent one, both when they are
        equal, and both once the other has been passed over often enough."""
        encode = self._encodes.urgency
        generate = self._generates.urgency if self._generates else None
        if encode is None or generate is None or encode == generate:
            self._passed_over = 0
            return encode is not None, generate is not None
        self._passed_over += 1
        if self._passed_over >= self._patience:
            self._passed_over = 0
            return True, True
        return encode < generate, generate < encode

    def _encode(self) -> None:
        batch = self._encodes.next_batch()
        for span in batch.spans:
            if span.start == 0:
                self._waited("encode", span.entry)
        started = time.monotonic()
        try:
            vectors = self._vectors(batch.texts)
        except Exception as error:
            logger.exception("an encoder's batch of %d failed", len(batch.texts))
            self._metrics.step_failed("encode")
            self._deliver(list(self._encodes.fail(batch, error)))
            return
        seconds = time.monotonic() - started
        self._metrics.step("encode", len(batch.texts), batch.tokens, seconds)
        self._deliver(list(self._encodes.finish(batch, vectors)))

    def _vectors(self, texts: list[str]) -> np.ndarray:
        if self._encoder is None:
            raise RuntimeError("no encoder was given")
        vectors = np.asarray(self._encoder.encode(texts))
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise RuntimeError(f"{len(texts)} texts gave vectors of shape {vectors.shape}")
        return vectors

    def _generate(self, generates: GenerateQueue) -> None:
        admitted, refused = generates.admit()
        self._deliver(refused)
        for entry in admitted:
            self._waited("generate", entry)
        known, started = generates.known, time.monotonic()
        size = generates.running - known
        if not generates.running:
            return
        tokens = size + sum(map(_to_read, admitted))
        try:
            finished = generates.step()
        except Exception as error:
            logger.exception("a generator's step of %d failed", size)
            self._metrics.step_failed("generate")
            self._deliver(generates.fail(error))
            return
        self._metrics.recalled(known)
        if size:
            self._metrics.generated(generates.running, size)
            self._metrics.step("generate", size, tokens, time.monotonic() - started)
        self._deliver(finished)

    def _may_look(self, *, worked: bool) -> bool:
        """A merchant's look into a reply waits for all else, but not for ever."""
        if not self._looks:
            return False
        self._looks_passed_over = self._looks_passed_over + 1 if worked else self._patience
        if self._looks_passed_over < self._patience:
            return False
        self._looks_passed_over = 0
        return True

    def _look(self, engine: Engine, entry: AttendEntry) -> None:
        self._waited("attend", entry)
        started = time.monotonic()
        try:
            attention = engine.attention(entry.tokens)
        except EngineError as error:
            self._deliver([Outcome(entry, error=error)])
            return
        except Exception as error:
            logger.exception("a look at %d tokens failed", len(entry.tokens))
            self._metrics.step_failed("attend")
            failed = StepFailed(f"looking into the reply failed: {error}")
            failed.__cause__ = error
            self._deliver([Outcome(entry, error=failed)])
            return
        self._metrics.step("attend", 1, len(entry.tokens), time.monotonic() - started)
        self._deliver([Outcome(entry, result=attention)])

    def _waited(self, kind: str, entry: Entry[Any]) -> None:
        seconds = time.monotonic() - entry.queued_at
        self._metrics.waited(kind, entry.priority.label, seconds)

    def _report_depths(self) -> None:
        for priority in Priority:
            self._metrics.queue_depth("encode", priority.label, self._encodes.depth(priority))
            if self._generates:
                depth = self._generates.depth(priority)
                self._metrics.queue_depth("generate", priority.label, depth)


def _to_read(entry: GenerateEntry) -> int:
    """Tokens of its prompt that a step reads beside the last."""
    known = entry.sequence is not None and entry.sequence.done
    return 0 if known else len(entry.request.prompt_tokens) - 1
