"""What the server counts, in a registry of its own (`/metrics` prints it). Owns names, labels and
buckets; decides nothing."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SIZES = (1, 2, 4, 8, 12, 16, 24, 32, 64, 128)
TOKENS = (8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """`kind` is `encode`, `generate` or `attend`; `priority` is `chat`, `copy` or `index`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._device, self._talk = _Device(self.registry), _Talk(self.registry)

    def queue_depth(self, kind: str, priority: str, depth: int) -> None:
        self._device.depth.labels(kind, priority).set(depth)

    def step(self, kind: str, size: int, tokens: int, seconds: float) -> None:
        self._device.batch.labels(kind).observe(size)
        self._device.tokens.labels(kind).observe(tokens)
        self._device.step.labels(kind).observe(seconds)

    def generated(self, running: int, tokens: int) -> None:
        """After a step of the generator: how many go on, and what it wrote. Who was admitted is
        counted by `storeclerk_wait_seconds`."""
        self._device.running.set(running)
        self._device.generated.inc(tokens)

    def recalled(self, wordings: int) -> None:
        self._device.recalled.inc(wordings)

    def step_failed(self, kind: str) -> None:
        self._device.failures.labels(kind).inc()

    def waited(self, kind: str, priority: str, seconds: float) -> None:
        self._device.wait.labels(kind, priority).observe(seconds)

    def request_ended(self, kind: str, priority: str, end: str) -> None:
        """`end`: `answered`, `rejected` (queue full), `expired`, `cancelled`, `failed`, `shutdown`
        or `refused` (a request that can't be run)."""
        self._device.ended.labels(kind, priority, end).inc()

    def reply(self, task: str, source: str) -> None:
        """`source`: `model` or `template`."""
        self._talk.replies.labels(task, source).inc()

    def fallback(self, task: str, reason: str) -> None:
        """`reason`: `overloaded`, `late`, `ungrounded`, `gibberish`, `failed`, ..."""
        self._talk.fallbacks.labels(task, reason).inc()

    def turn(self, channel: str, end: str, seconds: float) -> None:
        """`end`: `answered`, `late` or `failed`."""
        self._talk.turns.labels(channel, end).inc()
        self._talk.turn_seconds.labels(channel).observe(seconds)

    def text(self) -> bytes:
        """Prometheus' text format; serve it as `CONTENT_TYPE`."""
        return generate_latest(self.registry)


class _Device:
    """What waits for the device, and what it does a step."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.depth = Gauge(
            "storeclerk_queue_depth", "Requests waiting", ["kind", "priority"], registry=registry
        )
        self.batch = Histogram(
            "storeclerk_batch_size", "Texts or sequences a step", ["kind"],
            buckets=SIZES, registry=registry,
        )  # fmt: skip
        self.tokens = Histogram(
            "storeclerk_batch_tokens", "Tokens a step, padding included", ["kind"],
            buckets=TOKENS, registry=registry,
        )  # fmt: skip
        self.step = Histogram(
            "storeclerk_step_seconds", "Time a step takes", ["kind"],
            buckets=SECONDS, registry=registry,
        )  # fmt: skip
        self.wait = Histogram(
            "storeclerk_wait_seconds", "From permit to first step", ["kind", "priority"],
            buckets=SECONDS, registry=registry,
        )  # fmt: skip
        self.ended = Counter(
            "storeclerk_requests", "Requests to the device by how they ended",
            ["kind", "priority", "end"], registry=registry,
        )  # fmt: skip
        self.running = Gauge(
            "storeclerk_generating", "Replies that the generator is at", registry=registry
        )
        self.generated = Counter(
            "storeclerk_generated_tokens", "Tokens that the generator wrote", registry=registry
        )
        self.recalled = Counter(
            "storeclerk_recalled", "Wordings drawn from memory, without the generator",
            registry=registry,
        )  # fmt: skip
        self.failures = Counter(
            "storeclerk_step_failures", "Steps that raised", ["kind"], registry=registry
        )


class _Talk:
    """What customers got: replies and turns."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.replies = Counter(
            "storeclerk_replies", "Replies by task and who worded them", ["task", "source"],
            registry=registry,
        )  # fmt: skip
        self.fallbacks = Counter(
            "storeclerk_fallbacks", "Replies left to the template, and why", ["task", "reason"],
            registry=registry,
        )  # fmt: skip
        self.turns = Counter(
            "storeclerk_turns", "Customers' turns by channel and end", ["channel", "end"],
            registry=registry,
        )  # fmt: skip
        self.turn_seconds = Histogram(
            "storeclerk_turn_seconds", "From a customer's message to its last reply", ["channel"],
            buckets=SECONDS, registry=registry,
        )  # fmt: skip
