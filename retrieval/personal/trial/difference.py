"""What one arm's visitors do more than another's, with an interval that may be looked at any day.

The interval is a confidence sequence: with probability 1 - alpha it holds the truth at *every*
look, however often somebody looks and whenever they stop. It is the t mixture sequence of Lindon,
Ham, Tingley and Bojinov (2022) from the library savvi, laid over the influence values of the
difference of two means (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024): each arm varies as
it varies, and shares may be unequal. savvi's own two-column regression pools the arms' variances,
which makes the interval less than half as wide as it must be where a small arm varies more; the
influence values have one column, and it doesn't.

It is asymptotic: of too few visitors, or too few who did anything, nothing is told; and an arm that
has done nothing yet by chance isn't taken to be one that never varies. Without those two, an arm of
a twentieth with an outcome in a hundred raised false alarms in three of ten trials.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from savvi.linear_regression import LinearRegression

from retrieval.personal.trial.tally import Tally

ALPHA = 0.05
FEWEST = 100
"""Visitors of each arm."""
FEWEST_OUTCOMES = 20.0
"""That each arm would have by the rate of both, other than 0, and as many that are 0. By the rate
of both, since to wait for an arm's own would be to begin when it has more than it should."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`estimate` is the other's mean less the control's; `low` and `high` hold the truth at every
    look, but for `alpha`."""

    estimate: float
    low: float
    high: float
    alpha: float

    @property
    def is_more(self) -> bool:
        return self.low > 0

    @property
    def is_less(self) -> bool:
        return self.high < 0

    def within(self, bound: float) -> bool:
        """Whether it is surely smaller than `bound`, either way."""
        return -bound < self.low and self.high < bound


def leaning(alpha: float) -> float:
    """The mixture's width at a planned number of visitors, over that number: the interval is then
    tightest at about that number (Waudby-Smith et al. 2024, appendix B)."""
    told = -2 * math.log(alpha)
    return 1 / (told + math.log(told) + 1)


def difference(
    control: Tally, other: Tally, planned: float, alpha: float = ALPHA
) -> Difference | None:
    """None while there are too few. `planned` is how many visitors of both arms there are to be; it
    is set beforehand, and changes how tight the interval is, not whether it holds."""
    if min(control.n, other.n) < FEWEST:
        return None
    both = control.with_(other)
    n, rate = both.n, both.some / both.n
    if min(control.n, other.n) * min(rate, 1 - rate) < FEWEST_OUTCOMES:
        return None
    estimate = other.mean - control.mean
    # An arm that has had few outcomes by chance would seem to hardly vary: it varies as both do.
    spread = [max(one.variance, both.variance) / one.n for one in (control, other)]
    variance = n * sum(spread)
    low, high = interval(estimate, variance, n, planned * leaning(alpha), alpha)
    if not math.isfinite(low):
        return None
    return Difference(estimate, low, high, alpha)


def interval(
    estimate: float, variance: float, n: int, phi: float, alpha: float
) -> tuple[float, float]:
    """Of a mean of `n` influence values that vary by `variance`. Infinite where `n` tells nothing
    yet. savvi takes rows one by one; its sums are set here instead, since they are all it keeps."""
    model = LinearRegression(alpha, p=1, phi=phi)
    model.n = n
    model.beta = np.array([estimate])
    model.covariance = np.array([[1 / n]])
    model.Xty = np.array([n * estimate])
    model.yty = n * estimate**2 + (n - 1) * variance
    with np.errstate(divide="ignore"):
        low, high = model.calculate_conf_int()[0]
    return float(low), float(high)
