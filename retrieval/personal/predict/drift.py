"""Whether what was learnt still holds: visits of late against those that were learnt from. Owns the
report; the index and the bins are `spread`'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from retrieval.personal.predict.forecast import Forecast
from retrieval.personal.predict.measures import calibration_error
from retrieval.personal.predict.session.lessons import lessons
from retrieval.personal.predict.session.visit import Visit
from retrieval.personal.predict.spread import SHIFTED, STEADY

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """Of the moments in it: how many, the mean chance foreseen, the share that came true."""

    begins: datetime
    rows: int
    foreseen: float
    came: float


@dataclass(frozen=True, slots=True)
class Drift:
    """`stability` is the PSI by column, the farthest first. `fresh` is the share of rows from after
    the learning: what was learnt from fits too well. Calibration errors are over ten bins."""

    stability: Mapping[str, float]
    rows: int
    visits: int
    fresh: float
    foreseen: float
    came: float
    calibration_error: float
    learnt_error: float | None
    weeks: tuple[Week, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "visits": self.visits,
            "fresh": self.fresh,
            "foreseen": self.foreseen,
            "came": self.came,
            "calibration_error": self.calibration_error,
            "learnt_calibration_error": self.learnt_error,
            "weeks": [
                {"begins": one.begins.isoformat(), "rows": one.rows, "foreseen": one.foreseen,
                 "came": one.came}
                for one in self.weeks
            ],
            "features": [
                {"feature": name, "psi": psi, "verdict": verdict(psi)}
                for name, psi in self.stability.items()
            ],
        }  # fmt: skip


def verdict(psi: float) -> str:
    if psi < STEADY:
        return "steady"
    return "moved" if psi < SHIFTED else "shifted"


def drifted(
    forecast: Forecast, visits: Sequence[Visit], since: datetime, until: datetime
) -> Drift | None:
    """Of visits that began from `since` on and are over by `until`; None where there is none."""
    late = [visit for visit in visits if visit.acts[0].when >= since]
    taught = lessons(late, until)
    truth = taught.table.truth
    if truth is None or not len(taught):
        return None
    chance = forecast.purchase.chances(taught.table)
    week = np.array([(when - since) // WEEK for when in taught.when])
    figures = forecast.card["figures"]["purchase"]
    return Drift(
        forecast.spread.stability(taught.table),
        len(taught),
        len(np.unique(taught.visit)),
        float(np.mean([when >= forecast.until for when in taught.when])),
        float(chance.mean()),
        float(truth.mean()),
        calibration_error(truth, chance),
        figures.get("calibration_error"),
        tuple(
            Week(since + int(number) * WEEK, int(mine.sum()), float(chance[mine].mean()),
                 float(truth[mine].mean()))
            for number in np.unique(week)
            if (mine := week == number).any()
        ),
    )  # fmt: skip
