"""How many visitors a trial needs. Owns the arithmetic, for both kinds of interval."""

from __future__ import annotations

import math

from scipy.stats import norm

from retrieval.personal.trial.difference import ALPHA, leaning

POWER = 0.8


def needed(
    variance: float, smallest: float, *, share: float = 0.5, alpha: float = ALPHA,
    power: float = POWER,
) -> int:  # fmt: skip
    """Visitors of both arms until a true difference of `smallest` is seen with `power`, by then or
    before. `variance` is a visitor's, `share` the other arm's part of the two."""
    lean = leaning(alpha)
    reach = math.sqrt((1 + lean) * math.log((1 + lean) / (lean * alpha**2)))
    return _needed(reach, variance, smallest, share, power)


def needed_once(
    variance: float, smallest: float, *, share: float = 0.5, alpha: float = ALPHA,
    power: float = POWER,
) -> int:  # fmt: skip
    """The same for a z-test that is looked at once, at the end."""
    return _needed(float(norm.ppf(1 - alpha / 2)), variance, smallest, share, power)


def _needed(reach: float, variance: float, smallest: float, share: float, power: float) -> int:
    spread = variance * (1 / share + 1 / (1 - share))
    return math.ceil(spread * ((reach + float(norm.ppf(power))) / smallest) ** 2)
