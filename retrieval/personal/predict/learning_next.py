"""Learning what comes next, measured on people it didn't learn from. Owns the comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from retrieval.personal.predict.grouped import BASE_RATE, LOGISTIC, OURS
from retrieval.personal.predict.learning import FOLDS
from retrieval.personal.predict.next_act import LAST, Habits, NextAct, learn_next
from retrieval.personal.predict.session.lessons import NEXT, Lessons

HABIT = "after the last act"


@dataclass(frozen=True, slots=True)
class NextLearnt:
    """Figures by whom: `log_loss` and `accuracy`, of rows of people that none of them saw."""

    next_act: NextAct
    by: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        baselines = {name: dict(one) for name, one in self.by.items() if name != OURS}
        return {**self.by.get(OURS, {}), "baselines": baselines}


def learn_next_act(lessons: Lessons, enough: bool, *, seed: int = 0) -> NextLearnt:
    """What usually follows the last act is the baseline, and all there is without `enough`."""
    habits = Habits.learn(lessons)
    if not enough:
        return NextLearnt(NextAct(habits))
    by: dict[str, NDArray[np.float64]] = {
        name: np.zeros((len(lessons), len(NEXT))) for name in (OURS, HABIT, LOGISTIC, BASE_RATE)
    }
    split = GroupKFold(FOLDS, shuffle=True, random_state=seed)
    for taught, held in split.split(lessons.next_act, groups=lessons.visitor):
        for name, found in _asked(lessons.rows(taught), lessons.rows(held), seed).items():
            by[name][held] = found
    figures = {name: _figures(lessons.next_act, found) for name, found in by.items()}
    model = learn_next(lessons, seed=seed)
    if figures[OURS]["log_loss"] >= figures[HABIT]["log_loss"]:
        model = NextAct(habits)
    return NextLearnt(model, figures)


def _asked(teaching: Lessons, asked: Lessons, seed: int) -> dict[str, NDArray[np.float64]]:
    base = np.bincount(teaching.next_act, minlength=len(NEXT)) + 1.0
    return {
        OURS: learn_next(teaching, seed=seed).told(asked.table),
        HABIT: Habits.learn(teaching).told(asked.table),
        LOGISTIC: _logistic(teaching, asked),
        BASE_RATE: np.tile(base / base.sum(), (len(asked), 1)),
    }


def _logistic(teaching: Lessons, asked: Lessons) -> NDArray[np.float64]:
    """From the last two acts, one-hot."""
    names = (LAST, "before_last")
    taught = np.array([teaching.table.columns[name] for name in names]).T
    held = np.array([asked.table.columns[name] for name in names]).T
    model = make_pipeline(OneHotEncoder(handle_unknown="ignore"), LogisticRegression(max_iter=500))
    model.fit(taught, teaching.next_act)
    found = np.full((len(asked), len(NEXT)), 1e-6)
    found[:, model.classes_] = model.predict_proba(held)
    shares: NDArray[np.float64] = found / found.sum(axis=1, keepdims=True)
    return shares


def _figures(truth: NDArray[np.intp], found: NDArray[np.float64]) -> dict[str, float]:
    kept = np.clip(found, 1e-9, 1.0)
    kept /= kept.sum(axis=1, keepdims=True)
    return {
        "log_loss": float(log_loss(truth, kept, labels=range(len(NEXT)))),
        "accuracy": float(accuracy_score(truth, kept.argmax(axis=1))),
    }
