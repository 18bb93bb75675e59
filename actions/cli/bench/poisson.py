"""Requests that come when they like: how long each waits and is served, by decoder. Owns a clock
that runs only while a decoder computes, so that other work on the machine adds nothing."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from actions.cli.bench.decoders import Batched
    from llm.engine import Engine, GenerateRequest

Latencies = list[float]


def arrivals(count: int, rate: float, seed: int = 1) -> list[float]:
    """When each of `count` requests comes, at `rate` a second on average."""
    rng = random.Random(seed)
    now, times = 0.0, []
    for _ in range(count):
        now += rng.expovariate(rate)
        times.append(now)
    return times


def in_batches(
    decoder: Batched, requests: Sequence[GenerateRequest], times: Sequence[float], most: int
) -> Latencies:
    """Whoever waits when the decoder is free goes together, at most `most` at a time."""
    now, first, latencies = 0.0, 0, []
    while first < len(requests):
        now = max(now, times[first])
        last = first
        while last < len(requests) and last - first < most and times[last] <= now:
            last += 1
        now += _spent(lambda batch=requests[first:last]: decoder.serve(batch))  # type: ignore[misc]
        latencies += [now - times[number] for number in range(first, last)]
        first = last
    return latencies


def continuously(
    engine: Engine, requests: Sequence[GenerateRequest], times: Sequence[float]
) -> Latencies:
    """Whoever has come joins the next step."""
    now, coming, latencies = 0.0, 0, []
    came = {}
    while coming < len(requests) or engine.has_work:
        if not engine.has_work:
            now = max(now, times[coming])
        while coming < len(requests) and times[coming] <= now:
            came[engine.add(requests[coming])] = times[coming]
            coming += 1
        done = []
        now += _spent(lambda: done.extend(engine.step()))  # noqa: B023 - called at once
        latencies += [now - came[sequence] for sequence in done]
    return latencies


def in_units(latencies: Latencies, unit_s: float) -> dict[str, float]:
    """Median and 95th percentile, in the time of one request served alone."""
    p50, p95 = np.percentile(np.array(latencies) / unit_s, [50, 95])
    return {"p50": float(p50), "p95": float(p95)}


def _spent(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
