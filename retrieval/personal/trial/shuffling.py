"""An order drawn by chance in a known way, and how likely each thing was to stand at each place.

Plackett-Luce: the next is drawn by weight among those left (Plackett 1975). Owns the drawing and
the exact shares; what is done with them is `otherwise`'s.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MOST = 12
"""Things whose order is drawn: the exact shares take 2 to that power of steps."""
WARMTH = 0.25
"""Of the best score: what is that much behind is e times less likely to come next."""


def weights_of(scores: Sequence[float]) -> list[float]:
    """Of at most `MOST` scores, all above 0."""
    told = np.array(scores[:MOST], dtype=np.float64)
    best = float(told.max()) or 1.0
    return [float(one) for one in np.exp((told - best) / (WARMTH * best))]


def shuffled(weights: Sequence[float], chance: random.Random) -> list[int]:
    """All places, in an order that was drawn."""
    left, order = list(range(len(weights))), []
    while left:
        (at,) = chance.choices(range(len(left)), [weights[one] for one in left])
        order.append(left.pop(at))
    return order


def places(weights: Sequence[float]) -> NDArray[np.float64]:
    """(n, n): row `a`, column `j` is how likely thing `a` stands at place `j`. Exact: over all sets
    that may have come first."""
    told = np.array(weights, dtype=np.float64)
    n = len(told)
    sets = np.arange(2**n)
    held = (sets[:, None] >> np.arange(n)) & 1
    left, size = told.sum() - held @ told, held.sum(axis=1)
    first = np.zeros(2**n)
    first[0] = 1.0
    shares = np.zeros((n, n))
    for place in range(n):
        for thing in range(n):
            before = sets[(size == place) & (held[:, thing] == 0)]
            drawn = first[before] * told[thing] / np.maximum(left[before], told[thing])
            shares[thing, place] = drawn.sum()
            first[before | (1 << thing)] += drawn
    return shares
