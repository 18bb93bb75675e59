"""Several scorers as one: each user's scores are brought to mean 0 and spread 1, then added up by
weight. Owns the sum, and the choice of the weights on users who validate.

Models that go wrong in different ways mend each other: attention knows what items are, transitions
what follows what, EASE what belongs together.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from retrieval.personal.recommend.held_out import Questions
from retrieval.personal.recommend.items import Rows
from retrieval.personal.recommend.ranking import AT_ONCE, Progress, hide, ndcg, standing
from retrieval.personal.recommend.scorer import Scorer

GRID = (0.0, 0.1, 0.2, 0.3, 0.5, 0.8)
"""Of each part but the first, which counts 1."""
MOST_ASKED = 8_000
K = 10


class Blend:
    def __init__(self, parts: Mapping[str, Scorer], weights: Mapping[str, float]) -> None:
        self.parts = dict(parts)
        self.weights = dict(weights)

    def scores(self, histories: Sequence[Rows]) -> Tensor:
        told = [
            self.weights[name] * standard(part.scores(histories))
            for name, part in self.parts.items()
            if self.weights[name]
        ]
        return torch.stack(told).sum(0)


def standard(scores: Tensor) -> Tensor:
    """(B, N) -> each row with mean 0 and standard deviation 1; a row of one value is all 0."""
    centred = scores - scores.mean(1, keepdim=True)
    return centred / centred.std(1, keepdim=True, unbiased=False).clamp(min=1e-12)


def choose_weights(
    parts: Mapping[str, Scorer],
    valid: Questions,
    *,
    seed: int,
    grid: Sequence[float] = GRID,
    progress: Progress | None = None,
) -> dict[str, float]:
    """The best nDCG@10 on users who validate, at most 8,000 drawn by seed; of equals the ones that
    lean most on the first part. Where nobody validates, only the first counts."""
    first, *others = parts
    combined = list(itertools.product(grid, repeat=len(others)))
    sums = np.zeros(len(combined))
    asked = _drawn(valid, seed)
    for start in range(0, len(asked.answers), AT_ONCE):
        known, answers = (
            asked.known[start : start + AT_ONCE],
            asked.answers[start : start + AT_ONCE],
        )
        told = [standard(part.scores(known)).to("cpu") for part in parts.values()]
        for place, weights in enumerate(combined):
            total = told[0].clone()
            for weight, scores in zip(weights, told[1:], strict=True):
                total.add_(scores, alpha=weight)
            sums[place] += ndcg(
                standing(total if asked.again else hide(total, known), answers), K
            ).sum()
        if progress is not None:
            progress(start + len(answers), len(asked.answers))
    chosen = combined[int(sums.argmax())]
    return {first: 1.0, **dict(zip(others, chosen, strict=True))}


def _drawn(valid: Questions, seed: int) -> Questions:
    many = len(valid.answers)
    places = np.random.default_rng(seed).permutation(many)[:MOST_ASKED]
    return Questions(
        tuple(valid.known[place] for place in places), valid.answers[places], valid.again
    )
