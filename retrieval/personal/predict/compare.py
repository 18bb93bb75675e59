"""The model beside its baselines on rows that none of them learnt from. Owns the split."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from retrieval.errors import BadInput
from retrieval.personal.predict.baselines import BASELINES
from retrieval.personal.predict.model import Model, train
from retrieval.personal.predict.table import Table

OURS = "storeclerk"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Predicted:
    """`probability` (N,) by whom, each row's by the models of its `fold` (N,); of ours
    `contributions` (N, columns + 1) in log-odds, which add up to it but for `apart`, the largest
    difference."""

    probability: Mapping[str, NDArray[np.float64]]
    contributions: NDArray[np.float64]
    columns: tuple[str, ...]
    apart: float
    fold: NDArray[np.intp]

    def importance(self) -> list[tuple[str, float]]:
        """How much each column moves the log-odds, on average; the most first."""
        mean = np.abs(self.contributions[:, :-1]).mean(axis=0)
        pairs = zip(self.columns, mean.tolist(), strict=True)
        return sorted(pairs, key=lambda pair: -pair[1])


def predicted(
    teaching: Table, asked: Table, *, seed: int = 0, progress: Progress | None = None
) -> Predicted:
    """What is said of `asked` after learning from `teaching`, whose truth is needed."""
    check_truth(teaching)
    steps, done = 1 + len(BASELINES), 1
    model = train(teaching, seed=seed)
    found = {OURS: model.probability(asked)}
    for name, predict in BASELINES.items():
        if progress is not None:
            progress(done, steps)
        found[name] = predict(teaching, asked)
        done += 1
    return _told(model, asked, found)


def cross_validated(
    table: Table, folds: int, *, seed: int = 0, progress: Progress | None = None
) -> Predicted:
    """Each row by models that learnt from the other folds; of each fold as many come true."""
    truth = check_truth(table)
    if min(truth.sum(), (~truth).sum()) < folds:
        raise BadInput(f"holds too few of one outcome for {folds} folds", source=table.source)
    by: dict[str, NDArray[np.float64]] = {name: np.zeros(len(table)) for name in (OURS, *BASELINES)}
    contributions = np.zeros((len(table), len(table.columns) + 1))
    fold = np.zeros(len(table), dtype=np.intp)
    apart, steps = 0.0, folds * (1 + len(BASELINES))
    parts = StratifiedKFold(folds, shuffle=True, random_state=seed).split(truth, truth)
    for number, (taught, held) in enumerate(parts):

        def on(done: int, _: int, number: int = number) -> None:
            if progress is not None:
                progress(number * (1 + len(BASELINES)) + done, steps)

        part = predicted(table.rows(taught), table.rows(held), seed=seed, progress=on)
        for name, probability in part.probability.items():
            by[name][held] = probability
        contributions[held], fold[held] = part.contributions, number
        apart = max(apart, part.apart)
    return Predicted(by, contributions, tuple(table.columns), apart, fold)


def check_truth(table: Table) -> NDArray[np.bool_]:
    """Raises `BadInput` where the outcomes aren't told, or are all alike."""
    if table.truth is None:
        raise BadInput("has no column of that target to learn from", source=table.source, line=1)
    if table.truth.all() or not table.truth.any():
        raise BadInput("of its rows all have one outcome: nothing to learn", source=table.source)
    return table.truth


def _told(model: Model, asked: Table, by: Mapping[str, NDArray[np.float64]]) -> Predicted:
    contributions = model.contributions(asked)
    apart = float(np.abs(contributions.sum(axis=1) - model.log_odds(asked)).max())
    fold = np.zeros(len(asked), dtype=np.intp)
    return Predicted(by, contributions, model.encoding.names, apart, fold)
