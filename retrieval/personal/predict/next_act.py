"""What a visitor does next: boosted trees over the kinds of acts and leaving, beside what usually
follows the last act. Owns both; a shop with few visits has the second alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from retrieval.personal.predict.encoding import Encoding
from retrieval.personal.predict.session.lessons import NEXT, Lessons
from retrieval.personal.predict.table import Table

ROUNDS = 120
SETTINGS: dict[str, Any] = {
    "objective": "multiclass",
    "num_class": len(NEXT),
    "learning_rate": 0.04,
    "num_leaves": 8,
    "min_data_in_leaf": 40,
    "lambda_l2": 1.0,
    "cat_smooth": 50.0,
    "feature_fraction_bynode": 0.7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
    "num_threads": 1,
}
LAST = "last"
SMOOTHED = 1.0
"""Times that each act is supposed to have followed any other."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Habits:
    """`follow` last act -> (acts,) how often each came next; `any_` after whatever."""

    follow: Mapping[str, tuple[float, ...]]
    any_: tuple[float, ...]

    @classmethod
    def learn(cls, lessons: Lessons) -> Habits:
        last = np.array(lessons.table.columns[LAST])
        names = np.unique(last).tolist()
        follow = {name: _counted(lessons.next_act[last == name]) for name in names}
        return cls(follow, _counted(lessons.next_act))

    def told(self, table: Table) -> Floats:
        """(N, acts)."""
        found = np.array([self.follow.get(last, self.any_) for last in table.columns[LAST]])
        found = found + SMOOTHED
        shares: Floats = found / found.sum(axis=1, keepdims=True)
        return shares


@dataclass(frozen=True, slots=True)
class NextAct:
    habits: Habits
    encoding: Encoding | None = None
    booster: lightgbm.Booster | None = None

    def told(self, table: Table) -> Floats:
        """(N, acts) shares that add up to 1, in the order of `NEXT`."""
        if self.booster is None or self.encoding is None:
            return self.habits.told(table)
        found: Floats = np.asarray(self.booster.predict(self.encoding.encode(table), num_threads=1))
        return found

    def as_json(self) -> dict[str, Any]:
        encoding = self.encoding
        return {
            "follow": {name: list(of) for name, of in self.habits.follow.items()},
            "any": list(self.habits.any_),
            "kinds": {k: list(v) for k, v in encoding.kinds.items()} if encoding else None,
            "booster": self.booster.model_to_string() if self.booster else None,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> NextAct:
        follow = {name: tuple(map(float, of)) for name, of in told["follow"].items()}
        habits = Habits(follow, tuple(map(float, told["any"])))
        if told["booster"] is None:
            return cls(habits)
        encoding = Encoding({name: tuple(kinds) for name, kinds in told["kinds"].items()})
        return cls(habits, encoding, lightgbm.Booster(model_str=told["booster"]))


def learn_next(lessons: Lessons, *, seed: int = 0) -> NextAct:
    encoding = Encoding.learn(lessons.table)
    rows = lightgbm.Dataset(
        encoding.encode(lessons.table), lessons.next_act,
        categorical_feature=encoding.categorical, params={"verbose": -1},
    )  # fmt: skip
    booster = lightgbm.train(SETTINGS | {"seed": seed}, rows, ROUNDS)
    return NextAct(Habits.learn(lessons), encoding, booster)


def _counted(acts: NDArray[np.intp]) -> tuple[float, ...]:
    return tuple(np.bincount(acts, minlength=len(NEXT)).astype(float).tolist())
