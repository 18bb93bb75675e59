"""Intervals: how far a figure could be off by the luck of the sample. Owns no figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")
Z95 = 1.959963984540054
RESAMPLES = 500


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson, 1927); it stays within [0, 1] and is honest at 0 and n."""
    if trials == 0:
        return (0.0, 1.0)
    p, z2 = successes / trials, Z95**2
    centre = (p + z2 / (2 * trials)) / (1 + z2 / trials)
    half = Z95 / (1 + z2 / trials) * math.sqrt(p * (1 - p) / trials + z2 / (4 * trials**2))
    return (max(0.0, centre - half), min(1.0, centre + half))


def bootstrap(rows: Sequence[T], figure: Callable[[list[T]], float]) -> tuple[float, float]:
    """95 % interval of any figure over rows, by resampling them with a fixed seed."""
    rng = np.random.default_rng(0)
    draws = rng.integers(0, len(rows), size=(RESAMPLES, len(rows)))
    figures = [figure([rows[n] for n in draw]) for draw in draws]
    low, high = np.quantile(figures, [0.025, 0.975])
    return (float(low), float(high))
