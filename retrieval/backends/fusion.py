"""Makes one ranking of two. Pure arithmetic over candidates; owns no search."""

from __future__ import annotations

import numpy as np

from retrieval.backends.base import Candidates, Vectors

RRF_CONSTANT = 60.0


def weighted_min_max(lexical: Vectors, dense: Vectors, alpha: float = 0.5) -> Vectors:
    """`alpha` of the dense scores and the rest of the lexical ones, each scaled to [0, 1] over the
    same candidates, (k,) and (k,) -> (k,). Scores that are all alike scale to 0 if they are 0,
    else to 1."""
    return (alpha * scaled(dense) + (1.0 - alpha) * scaled(lexical)).astype(np.float32)


def scaled(scores: Vectors) -> Vectors:
    """To [0, 1] by the least and the greatest."""
    if not len(scores):
        return scores
    low, high = float(scores.min()), float(scores.max())
    if high - low < 1e-9:
        return np.full(len(scores), float(high > 0), dtype=np.float32)
    return ((scores - low) / (high - low)).astype(np.float32)


def reciprocal_rank(*rankings: Candidates, constant: float = RRF_CONSTANT) -> Candidates:
    """By the sum of 1 / (constant + place) over the rankings (Cormack et al. 2009): for scores
    that can't be compared."""
    totals: dict[int, float] = {}
    for ranking in rankings:
        for place, row in enumerate(ranking.rows.tolist(), 1):
            totals[row] = totals.get(row, 0.0) + 1.0 / (constant + place)
    order = sorted(totals, key=lambda row: (-totals[row], row))
    return Candidates(
        np.asarray(order, dtype=np.int64),
        np.asarray([totals[row] for row in order], dtype=np.float32),
    )
