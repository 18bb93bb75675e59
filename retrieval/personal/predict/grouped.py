"""The model beside logistic regression and the base rate, where rows belong together: whoever
teaches in a fold is nowhere among those that are asked about. Owns that split and its intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from retrieval.personal.predict.baselines import logistic_regression
from retrieval.personal.predict.calibration import Calibration
from retrieval.personal.predict.measures import calibration_error
from retrieval.personal.predict.model import train
from retrieval.personal.predict.ranked import Ranked
from retrieval.personal.predict.table import Table

OURS, LOGISTIC, BASE_RATE = "storeclerk", "logistic regression", "base rate"
DRAWS = 200
ROUNDS = 150
"""Rows of one person say much the same: there is less to learn in them than in as many people's."""
TINY = 1e-9

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Judged:
    """Of one way to predict; intervals are 95 %, by drawing whole groups."""

    auc: float
    auc_ci95: tuple[float, float]
    ap: float
    ap_ci95: tuple[float, float]
    calibration_error: float
    log_loss: float

    def as_json(self) -> dict[str, object]:
        return {
            "auc": self.auc, "auc_ci95": list(self.auc_ci95), "ap": self.ap,
            "ap_ci95": list(self.ap_ci95), "calibration_error": self.calibration_error,
            "log_loss": self.log_loss,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grouped:
    """`probability` (N,) by whom, each row by models that saw nobody of its group. `calibration`
    is for a model that learns from all rows."""

    probability: Mapping[str, Floats]
    fold: NDArray[np.intp]
    calibration: Calibration


def cross_validated_by_group(
    table: Table,
    groups: Sequence[str],
    folds: int = 5,
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> Grouped:
    """Calibration is learnt on the other folds, too: a row has no say in its own."""
    truth = table.truth
    if truth is None:
        raise ValueError("rows to learn from have a truth")
    raw, by = (
        np.zeros(len(table)),
        {LOGISTIC: np.zeros(len(table)), BASE_RATE: np.zeros(len(table))},
    )
    fold = np.zeros(len(table), dtype=np.intp)
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    for number, (taught, held) in enumerate(split.split(truth, truth, groups)):
        teaching, asked = table.rows(taught), table.rows(held)
        raw[held] = train(teaching, seed=seed, rounds=ROUNDS).log_odds(asked)
        by[LOGISTIC][held] = logistic_regression(teaching, asked)
        by[BASE_RATE][held] = truth[taught].mean()
        fold[held] = number
        if progress is not None:
            progress(number + 1, folds)
    ours = np.zeros(len(table))
    for number in range(folds):
        held = fold == number
        ours[held] = expit(Calibration.learn(truth[~held], raw[~held]).apply(raw[held]))
    return Grouped({OURS: ours, **by}, fold, Calibration.learn(truth, raw))


def judged(truth: NDArray[np.bool_], probability: Floats, groups: Sequence[str]) -> Judged:
    """`truth` (N,) holds both outcomes."""
    kept = np.clip(probability, TINY, 1 - TINY)
    auc_ci, ap_ci = _intervals(truth, probability, groups)
    return Judged(
        float(roc_auc_score(truth, probability)),
        auc_ci,
        float(average_precision_score(truth, probability)),
        ap_ci,
        calibration_error(truth, probability),
        float(log_loss(truth, kept)),
    )


def better_by(
    truth: NDArray[np.bool_], ours: Floats, theirs: Floats, groups: Sequence[str]
) -> tuple[float, tuple[float, float]]:
    """How much more AUC, with its 95 % interval: both are drawn together."""
    first, second = Ranked.of(truth, ours), Ranked.of(truth, theirs)
    drawn = _weights(truth, groups)
    apart = float(roc_auc_score(truth, ours) - roc_auc_score(truth, theirs))
    return apart, _ends([first.auc(one) - second.auc(one) for one in drawn], apart)


def _intervals(
    truth: NDArray[np.bool_], probability: Floats, groups: Sequence[str]
) -> tuple[tuple[float, float], tuple[float, float]]:
    ranked, drawn = Ranked.of(truth, probability), _weights(truth, groups)
    even = np.ones(len(truth))
    aucs = [ranked.auc(weight) for weight in drawn]
    aps = [ranked.ap(weight) for weight in drawn]
    return _ends(aucs, ranked.auc(even)), _ends(aps, ranked.ap(even))


def _weights(truth: NDArray[np.bool_], groups: Sequence[str]) -> list[Floats]:
    """(N,) a draw: how often each row's group was drawn; without both outcomes it is left out."""
    _, place = np.unique(np.asarray(groups), return_inverse=True)
    many, rng, drawn = int(place.max()) + 1, np.random.default_rng(0), []
    for _ in range(DRAWS):
        times = np.bincount(rng.integers(0, many, many), minlength=many).astype(np.float64)
        weight = times[place]
        if weight[truth].any() and weight[~truth].any():
            drawn.append(weight)
    return drawn


def _ends(drawn: Sequence[float], figure: float) -> tuple[float, float]:
    if not drawn:
        return figure, figure
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def odds_of(share: float) -> float:
    """Log-odds of a share that is neither 0 nor 1."""
    return float(logit(np.clip(share, TINY, 1 - TINY)))
