"""Whether as many came into each arm as should have. Where not, something loses visitors of one
arm, and what the others did is no answer.

Sequential: the odds are a mixture martingale (Lindon and Malek 2022), so that looking every day
raises no false alarm beyond its share.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.stats import dirichlet_multinomial, multinomial

CONCENTRATION = 1_000.0
"""Of the shares held possible around those wanted: the larger, the smaller the slip that is looked
for."""
ALARM = 0.001
"""False alarms of all trials, however often they are looked at."""
MOST_LOG = 700.0


def uneven(counts: Sequence[int], shares: Sequence[float]) -> float:
    """How many times likelier `counts` are under other shares than under `shares`."""
    if sum(counts) == 0:
        return 1.0
    n, theta = np.array(counts), np.array(shares) / sum(shares)
    mixed = dirichlet_multinomial.logpmf(n, CONCENTRATION * theta, n.sum())
    told = float(mixed - multinomial.logpmf(n, n.sum(), theta))
    return math.exp(min(told, MOST_LOG))


def is_uneven(counts: Sequence[int], shares: Sequence[float]) -> bool:
    return uneven(counts, shares) >= 1 / ALARM
