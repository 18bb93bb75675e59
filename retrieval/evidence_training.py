"""Learns when a text answers a question: a logistic regression, and the threshold above which it
is right often enough. Owns no data; what is learned from is the caller's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from retrieval.evidence import EvidenceWeights

RIDGE = 1.0
STEPS = 30
STEEPEST = 0.99


Group: TypeAlias = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""A question: its candidates' features (N, F), and which of them answer (N,)."""


def learn(
    groups: Sequence[Group], sure: Sequence[Group], precision: float, source: str
) -> EvidenceWeights:
    """Weights by `groups`. The threshold is the lowest at which the best candidates of `sure` are
    right as often as `precision` says."""
    rows = np.concatenate([found for found, _ in groups])
    right = np.concatenate([answers for _, answers in groups])
    weights, bias = _regression(rows, right)
    best = []
    for found, answers in sure:
        scores = found @ weights + bias
        place = int(np.argmax(scores))
        best.append((1.0 / (1.0 + np.exp(-scores[place])), bool(answers[place])))
    return EvidenceWeights(
        tuple(weights.tolist()), round(bias, 4), round(threshold_for(best, precision), 4), source
    )


def threshold_for(best: Iterable[tuple[float, bool]], precision: float) -> float:
    """The lowest score from which on so large a share is right; `STEEPEST` where none is."""
    ranked = sorted(best, reverse=True)
    right, found = 0, STEEPEST
    for count, (score, answers) in enumerate(ranked, start=1):
        right += answers
        if count >= 20 and right / count >= precision:
            found = score
    return float(found)


def _regression(
    rows: NDArray[np.float64], right: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], float]:
    """By Newton's steps; a weight's size costs in units of its feature's spread."""
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    scaled = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    ridge = np.diag([RIDGE] * rows.shape[1] + [0.0])
    learned = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        likely = 1.0 / (1.0 + np.exp(-scaled @ learned))
        slope = scaled.T @ (right - likely) - ridge @ learned
        bend = (scaled * (likely * (1 - likely))[:, None]).T @ scaled + ridge
        step = np.linalg.solve(bend, slope)
        learned += step
        if np.abs(step).max() < 1e-8:
            break
    weights = learned[:-1] / spread
    return weights, float(learned[-1] - weights @ mean)
