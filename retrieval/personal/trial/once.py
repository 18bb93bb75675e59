"""The usual z-test of two means: right when it is looked at once, at an end set beforehand. Here it
is what the others are measured against."""

from __future__ import annotations

import math

from scipy.stats import norm

from retrieval.personal.trial.difference import ALPHA, Difference
from retrieval.personal.trial.tally import Tally


def difference_once(control: Tally, other: Tally, alpha: float = ALPHA) -> Difference:
    estimate = other.mean - control.mean
    error = math.sqrt(control.variance / control.n + other.variance / other.n)
    reach = float(norm.ppf(1 - alpha / 2)) * error
    return Difference(estimate, estimate - reach, estimate + reach, alpha)
