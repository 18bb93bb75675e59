"""From rows to a question that can be asked: a model where it is better than the share alone on
people it didn't learn from, else that share. Owns this choice and its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from retrieval.personal.predict.grouped import (
    BASE_RATE,
    OURS,
    ROUNDS,
    Judged,
    cross_validated_by_group,
    judged,
)
from retrieval.personal.predict.model import train
from retrieval.personal.predict.outlook import Question
from retrieval.personal.predict.table import Table

FOLDS = 5
FEWEST_OF_EACH = 40
"""Of the rarer outcome, in people: fewer say nothing that holds."""
EVEN = 0.5

Progress = Callable[[int, int], None]


class Because(StrEnum):
    """Why there is a model, or none."""

    BETTER = "better"
    TOO_FEW = "too_few"
    NO_BETTER = "no_better"


@dataclass(frozen=True, slots=True)
class Learnt:
    """`by` holds the figures by whom, empty where nothing could be compared."""

    question: Question
    because: Because
    rows: int
    people: int
    true: int
    by: Mapping[str, Judged] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        figures = {name: one.as_json() for name, one in self.by.items()}
        ours = figures.pop(OURS, {})
        return {
            **ours, "because": self.because.value, "rows": self.rows, "people": self.people,
            "true": self.true, "share": self.question.share, "baselines": figures,
        }  # fmt: skip


def learn_question(
    table: Table,
    groups: Sequence[str],
    share: float,
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> Learnt:
    """`share` is what is said without a model. The rarer outcome must be that of enough people."""
    truth = table.truth
    if truth is None:
        raise ValueError("rows to learn from have a truth")
    who = np.asarray(groups)
    people, true = len(np.unique(who)), int(truth.sum())
    fewest = min(len(np.unique(who[truth])), len(np.unique(who[~truth]))) if len(table) else 0
    if fewest < FEWEST_OF_EACH:
        return Learnt(Question(share), Because.TOO_FEW, len(table), people, true)
    found = cross_validated_by_group(table, groups, FOLDS, seed=seed, progress=progress)
    by = {name: judged(truth, one, groups) for name, one in found.probability.items()}
    ours, base = by[OURS], by[BASE_RATE]
    if ours.log_loss >= base.log_loss or ours.auc_ci95[0] <= EVEN:
        return Learnt(Question(share), Because.NO_BETTER, len(table), people, true, by)
    question = Question(share, train(table, seed=seed, rounds=ROUNDS), found.calibration)
    return Learnt(question, Because.BETTER, len(table), people, true, by)
