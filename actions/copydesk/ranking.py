"""Which variants a merchant is likely to accept, learned from what they decided. Owns the model: a
logistic one, fitted anew from the table, pulled towards knowing nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Features = Mapping[str, float]
ENOUGH = 20
"""Decisions of a kind; with fewer the order is the generator's."""
PULL = 1.0
SEEN = 2
STEPS = 25


@dataclass(frozen=True, slots=True)
class Decision:
    """`weight` is less than 1 where it says less: an edited piece was nearly good enough."""

    features: Features
    accepted: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """`weights` by feature; empty where nothing is known yet."""

    weights: Mapping[str, float]
    base: float = 0.0

    def score(self, features: Features) -> float:
        """The chance that it is accepted."""
        total = self.base + sum(self.weights.get(n, 0.0) * v for n, v in features.items())
        return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))

    def order(self, offered: Sequence[Features]) -> list[int]:
        """Places of `offered`, the likeliest first; the generator's order among equals."""
        if not self.weights:
            return list(range(len(offered)))
        scores = [self.score(features) for features in offered]
        return sorted(range(len(offered)), key=lambda place: -scores[place])


NOTHING_KNOWN = Ranking({})


def learn(decisions: Sequence[Decision]) -> Ranking:
    """Of one kind. Knows nothing until there are enough, of both sorts; a feature counts from the
    second piece that has it on. Newton's steps on the penalised likelihood."""
    if len(decisions) < ENOUGH or len({one.accepted for one in decisions}) == 1:
        return NOTHING_KNOWN
    times = Counter(name for one in decisions for name in one.features)
    names = sorted(name for name, seen in times.items() if seen >= SEEN)
    rows = [[1.0, *(one.features.get(name, 0.0) for name in names)] for one in decisions]
    x = np.array(rows)  # (decisions, features + 1)
    y = np.array([float(one.accepted) for one in decisions])
    w = np.array([one.weight for one in decisions])
    pull = np.diag([1e-3, *([PULL] * len(names))])
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - pull @ beta
        curve = (x.T * (w * p * (1 - p))) @ x + pull
        step = np.linalg.solve(curve, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return Ranking(dict(zip(names, beta[1:].tolist(), strict=True)), float(beta[0]))
