"""Our quick figures are scikit-learn's, with ties and weights."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from retrieval.personal.predict.ranked import Ranked


@pytest.mark.parametrize("digits", [1, 6])
def test_weighted_figures_are_those_of_the_oracle(digits: int) -> None:
    rng = np.random.default_rng(digits)
    probability = rng.random(400).round(digits)
    truth = rng.random(400) < probability
    weight = rng.integers(0, 4, 400).astype(float)
    ranked = Ranked.of(truth, probability)
    expected = roc_auc_score(truth, probability, sample_weight=weight)
    assert ranked.auc(weight) == pytest.approx(expected)
    expected = average_precision_score(truth, probability, sample_weight=weight)
    assert ranked.ap(weight) == pytest.approx(expected)
