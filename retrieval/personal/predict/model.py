"""How likely something is to come of a visit: boosted trees, several by other draws of columns,
their log-odds averaged. Owns training and what each column adds; reads no file.

What a column adds is its Shapley value in the trees (Lundberg et al., 2020); the average of the
trees' log-odds is the average of these, so they add up to the prediction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from retrieval.personal.predict.encoding import Encoding
from retrieval.personal.predict.table import Table

BAGS = 3
ROUNDS = 270
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.02,
    "num_leaves": 12,
    "min_data_in_leaf": 80,
    "lambda_l2": 1.0,
    "cat_smooth": 50.0,
    "feature_fraction_bynode": 0.7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Model:
    """`boosters` in LightGBM; `encoding` turns their columns into numbers."""

    encoding: Encoding
    boosters: tuple[lightgbm.Booster, ...]

    def probability(self, table: Table) -> NDArray[np.float64]:
        """(N,) how likely the target is true."""
        found: NDArray[np.float64] = expit(self.log_odds(table))
        return found

    def log_odds(self, table: Table) -> NDArray[np.float64]:
        numbers = self.encoding.encode(table)
        raw = [one.predict(numbers, raw_score=True, num_threads=1) for one in self.boosters]
        found: NDArray[np.float64] = np.mean(raw, axis=0)
        return found

    def contributions(self, table: Table) -> NDArray[np.float64]:
        """(N, columns + 1) in log-odds: what each column adds, and last what all rows start from.
        A row sums to `log_odds`."""
        numbers = self.encoding.encode(table)
        told = [one.predict(numbers, pred_contrib=True, num_threads=1) for one in self.boosters]
        found: NDArray[np.float64] = np.mean(told, axis=0)
        return found


def train(
    table: Table,
    *,
    seed: int = 0,
    threads: int = 1,
    rounds: int = ROUNDS,
    progress: Progress | None = None,
) -> Model:
    """Of a table with `truth`; the same rows and seed give the same model."""
    encoding = Encoding.learn(table)
    numbers = encoding.encode(table)
    boosters = []
    for bag in range(BAGS):
        settings = SETTINGS | {"seed": seed * BAGS + bag, "num_threads": threads}
        # Its own each time: LightGBM writes a booster's settings into its rows.
        rows = lightgbm.Dataset(
            numbers, table.truth, categorical_feature=encoding.categorical,
            params={"verbose": -1},
        )  # fmt: skip
        boosters.append(lightgbm.train(settings, rows, rounds))
        if progress is not None:
            progress(bag + 1, BAGS)
    return Model(encoding, tuple(boosters))
