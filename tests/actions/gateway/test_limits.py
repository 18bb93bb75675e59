"""A token bucket a key."""

from __future__ import annotations

import pytest

from actions.gateway.errors import TooMany
from actions.gateway.limits import RateLimiter


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_the_next_waits_as_long_as_it_is_told() -> None:
    clock = Clock()
    limiter = RateLimiter(0.5, 3, clock)
    for _ in range(3):
        limiter.take("a")
    with pytest.raises(TooMany) as refused:
        limiter.take("a")
    assert refused.value.retry_after_s == pytest.approx(2.0)
    clock.now += refused.value.retry_after_s
    limiter.take("a")


def test_a_refusal_costs_nothing() -> None:
    clock = Clock()
    limiter = RateLimiter(1.0, 1, clock)
    limiter.take("a")
    for _ in range(10):
        with pytest.raises(TooMany):
            limiter.take("a")
    clock.now += 1.0
    limiter.take("a")


def test_keys_are_counted_apart() -> None:
    limiter = RateLimiter(1.0, 1, Clock())
    limiter.take("a")
    limiter.take("b")


def test_the_longest_unseen_key_is_forgotten_first() -> None:
    limiter = RateLimiter(0.001, 1, Clock(), max_keys=2)
    for key in ("a", "b", "c"):
        limiter.take(key)
    limiter.take("a")
    with pytest.raises(TooMany):
        limiter.take("c")
