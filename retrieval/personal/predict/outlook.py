"""One question, one answer with its reasons: how likely, and what each column adds. Owns the
answering, by a model or, where there was too little to learn from, by a share alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from retrieval.personal.predict.calibration import Calibration
from retrieval.personal.predict.encoding import Encoding
from retrieval.personal.predict.grouped import odds_of
from retrieval.personal.predict.model import Model
from retrieval.personal.predict.table import Table

LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Outlook:
    """`base` and `added` are log-odds; together they are those of `probability`."""

    probability: float
    base: float
    added: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Question:
    """`share` of the past came true; without a `model` that is all there is to say."""

    share: float
    model: Model | None = None
    calibration: Calibration = field(default_factory=Calibration)

    def told(self, table: Table) -> list[Outlook]:
        """An outlook a row."""
        if self.model is None:
            return [Outlook(self.share, odds_of(self.share), {})] * len(table)
        names = self.model.encoding.names
        adds = self.model.contributions(table) * self.calibration.slope
        adds[:, -1] += self.calibration.shift
        total = expit(adds.sum(axis=1))
        return [
            Outlook(float(p), float(add[-1]), dict(zip(names, add[:-1].tolist(), strict=True)))
            for p, add in zip(total, adds, strict=True)
        ]

    def chances(self, table: Table) -> NDArray[np.float64]:
        """(N,) the probabilities alone, which is much quicker."""
        if self.model is None:
            return np.full(len(table), self.share)
        found: NDArray[np.float64] = expit(self.calibration.apply(self.model.log_odds(table)))
        return found

    def as_json(self) -> dict[str, Any]:
        model = self.model
        return {
            "share": self.share,
            "calibration": [self.calibration.slope, self.calibration.shift],
            "kinds": {k: list(v) for k, v in model.encoding.kinds.items()} if model else None,
            "boosters": [one.model_to_string() for one in model.boosters] if model else [],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Question:
        """Raises `KeyError`, `TypeError`, `ValueError` or LightGBM's error for another shape."""
        slope, shift = told["calibration"]
        model = None
        if told["kinds"] is not None:
            encoding = Encoding({name: tuple(kinds) for name, kinds in told["kinds"].items()})
            boosters = tuple(lightgbm.Booster(model_str=text) for text in told["boosters"])
            model = Model(encoding, boosters)
        return cls(float(told["share"]), model, Calibration(float(slope), float(shift)))


def kept_in_order(outlook: Outlook) -> list[tuple[str, float]]:
    """What each column adds, the most first, whichever way; columns that add nothing left out."""
    told = [(name, added) for name, added in outlook.added.items() if abs(added) > LEAST]
    return sorted(told, key=lambda pair: (-abs(pair[1]), pair[0]))
