"""Log-odds brought to what came true: a slope and a shift, learnt on rows that the model didn't
learn from (Platt scaling). Owns these two numbers; what each column added is scaled along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

LEAST_SLOPE, MOST_SLOPE = 0.05, 2.0


@dataclass(frozen=True, slots=True)
class Calibration:
    slope: float = 1.0
    shift: float = 0.0

    @classmethod
    def learn(cls, truth: NDArray[np.bool_], log_odds: NDArray[np.float64]) -> Calibration:
        """Of (N,) each. The slope stays above 0, so that the order of the rows is kept."""
        fitted = LogisticRegression(C=1e4).fit(log_odds[:, None], truth)
        slope = float(np.clip(fitted.coef_[0, 0], LEAST_SLOPE, MOST_SLOPE))
        if slope == float(fitted.coef_[0, 0]):
            return cls(slope, float(fitted.intercept_[0]))
        return cls(slope, _shift(truth, slope * log_odds))

    def apply(self, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.slope * log_odds + self.shift


def _shift(truth: NDArray[np.bool_], log_odds: NDArray[np.float64]) -> float:
    """What makes the mean probability the share that came true, by halving."""
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        if (1 / (1 + np.exp(-(log_odds + middle)))).mean() < truth.mean():
            low = middle
        else:
            high = middle
    return (low + high) / 2
