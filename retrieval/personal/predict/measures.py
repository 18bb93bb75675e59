"""How good probabilities are: order, precision, calibration. Owns the figures and their spread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

BINS = 10
DRAWS = 500

Measure = Callable[[NDArray[np.bool_], NDArray[np.float64]], float]


@dataclass(frozen=True, slots=True)
class Figures:
    """Each with its 95 % interval by bootstrap over the rows; both ends are the figure itself where
    the rows are too few to draw from."""

    auc: float
    ap: float
    calibration_error: float
    auc_ci95: tuple[float, float]
    ap_ci95: tuple[float, float]

    def as_json(self) -> dict[str, object]:
        return {
            "auc": self.auc, "auc_ci95": list(self.auc_ci95), "ap": self.ap,
            "ap_ci95": list(self.ap_ci95), "calibration_error": self.calibration_error,
        }  # fmt: skip


def figures(
    truth: NDArray[np.bool_], probability: NDArray[np.float64], fold: NDArray[np.intp]
) -> Figures:
    """`truth` (N,) needs both outcomes in each `fold` (N,); AUC and average precision are the
    folds' mean."""
    auc = _over_folds(roc_auc_score, truth, probability, fold)
    ap = _over_folds(average_precision_score, truth, probability, fold)
    return Figures(
        auc,
        ap,
        calibration_error(truth, probability),
        _interval(roc_auc_score, truth, probability, fold, auc),
        _interval(average_precision_score, truth, probability, fold, ap),
    )


def calibration_error(truth: NDArray[np.bool_], probability: NDArray[np.float64]) -> float:
    """How far the mean probability lies from the share that came true, over ten bins of equally
    many rows (expected calibration error; Naeini et al., 2015). Rows of one probability share a
    bin."""
    edges = np.quantile(probability, np.linspace(0, 1, BINS + 1)[1:-1])
    place = np.searchsorted(edges, probability, side="left")
    bins = [np.flatnonzero(place == number) for number in np.unique(place)]
    apart = [len(part) * abs(probability[part].mean() - truth[part].mean()) for part in bins]
    return float(sum(apart) / len(truth))


def _over_folds(
    measure: Measure,
    truth: NDArray[np.bool_],
    probability: NDArray[np.float64],
    fold: NDArray[np.intp],
) -> float:
    parts = [fold == number for number in np.unique(fold)]
    return float(np.mean([measure(truth[part], probability[part]) for part in parts]))


def _interval(
    measure: Measure,
    truth: NDArray[np.bool_],
    probability: NDArray[np.float64],
    fold: NDArray[np.intp],
    figure: float,
) -> tuple[float, float]:
    rng, drawn = np.random.default_rng(0), []
    for _ in range(DRAWS):
        at = rng.integers(0, len(truth), len(truth))
        by_fold = [truth[at][fold[at] == number] for number in np.unique(fold)]
        if all(part.any() and not part.all() for part in by_fold):
            drawn.append(_over_folds(measure, truth[at], probability[at], fold[at]))
    if not drawn:
        return figure, figure
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)
