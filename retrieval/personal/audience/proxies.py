"""Whether what the score is made of gives a group away, although the group itself is no part of it.

Owns the test: how well logistic regression tells a group from the others by all features, and by
each alone, on customers it wasn't fitted to. AUC 0.5 is not at all, 1 is always; above 0.65 it is
flagged, and the features that stand in for the group are those flagged by themselves.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

FLAGGED = 0.65
FOLDS = 5
FEWEST = 2 * FOLDS
"""Of a group and of the others: with fewer there is nothing to tell."""
MOST = 20_000
"""Customers that are looked at; of more, a part by chance."""
Z95 = 1.959964
ALL = "all features"

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ProxyRow:
    """`auc` is None where there are too few; a feature that is the same for all tells nothing:
    0.5."""

    group: str
    feature: str
    auc: float | None
    ci95: tuple[float, float] | None
    flagged: bool

    def as_json(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in self.__slots__}
        return told | {"ci95": list(self.ci95) if self.ci95 else None}


def proxies(
    groups: Mapping[str, str], features: Mapping[str, Mapping[str, float]], seed: int = 0
) -> list[ProxyRow]:
    """`features` is customer -> feature -> value. For each group, all features first, then one by
    one, the most telling first. Of two groups the second is the first's mirror and left out."""
    rng = np.random.default_rng(seed)
    known = sorted(one for one in features if one in groups)
    if len(known) > MOST:
        known = sorted(rng.choice(known, MOST, replace=False).tolist())
    names = list(features[known[0]]) if known else []
    table = np.array([[features[one][name] for name in names] for one in known], np.float64)
    labels = np.array([groups[one] for one in known])
    told = sorted(Counter(labels.tolist()))
    rows: list[ProxyRow] = []
    for group in told[:1] if len(told) == 2 else told:
        truth = labels == group
        each = [_row(group, name, table[:, [at]], truth, seed) for at, name in enumerate(names)]
        each.sort(key=lambda row: -(row.auc or 0.0))
        rows += [_row(group, ALL, table, truth, seed), *each]
    return rows


def _row(group: str, name: str, table: Numbers, truth: NDArray[np.bool_], seed: int) -> ProxyRow:
    least = int(min(truth.sum(), (~truth).sum()))
    if least < FEWEST:
        return ProxyRow(group, name, None, None, False)
    auc = _auc(table, truth, seed)
    ci95 = _interval(auc, int(truth.sum()), int((~truth).sum()))
    return ProxyRow(group, name, auc, ci95, auc > FLAGGED)


def _auc(table: Numbers, truth: NDArray[np.bool_], seed: int) -> float:
    """The mean over the folds, each told by a model that was fitted to the others."""
    moving = table[:, table.std(axis=0) > 0]
    if not moving.shape[1]:
        return 0.5
    scaled = (moving - moving.mean(axis=0)) / moving.std(axis=0)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    found = []
    for fit, held in folds.split(scaled, truth):
        model = LogisticRegression(max_iter=1_000).fit(scaled[fit], truth[fit])
        found.append(roc_auc_score(truth[held], model.decision_function(scaled[held])))
    return float(np.mean(found))


def _interval(auc: float, ones: int, others: int) -> tuple[float, float]:
    """Hanley and McNeil (1982)."""
    q1, q2 = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    spread = auc * (1 - auc) + (ones - 1) * (q1 - auc**2) + (others - 1) * (q2 - auc**2)
    apart = Z95 * math.sqrt(max(0.0, spread) / (ones * others))
    return max(0.0, auc - apart), min(1.0, auc + apart)
