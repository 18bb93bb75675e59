"""An experiment with its figures as JSON. Owns that form: shares in [0, 1], money in minor
units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from actions.experiments.experiment import Experiment
from actions.experiments.figures import Figures, Guarded
from actions.experiments.verdict import verdict
from retrieval.personal.trial import Difference


def told(
    experiment: Experiment,
    found: Figures,
    adopted: Mapping[str, Any] | None,
    now: datetime,
    *,
    brief: bool = False,
) -> dict[str, Any]:
    """`brief` leaves out the days; `adopted` is the lever's setting that came of it, if it
    holds."""
    arms = [
        {
            "name": arm.name, "value": arm.value, "share": arm.share, "visitors": came,
            "counted": tally.n, "with_outcome": tally.some, "mean": round(tally.mean, 6),
        }
        for arm, came, tally in zip(experiment.plan.arms, found.came, found.tallies, strict=True)
    ]  # fmt: skip
    return experiment.as_json() | {
        "arms": arms,
        "visitors": sum(found.came),
        "counted": found.counted,
        "comparisons": [_one(arm, one) for arm, one in enumerate(found.differences, start=1)],
        "guards": [_guard(one) for one in found.guards] or experiment.as_json()["guards"],
        "uneven": found.uneven,
        "verdict": verdict(experiment, found, now),
        "adopted": dict(adopted) if adopted else None,
        "days": [] if brief else _days(found.days),
    }


def _days(days: Sequence[tuple[Any, Sequence[Difference | None]]]) -> list[dict[str, Any]]:
    return [
        {"day": day.isoformat(), "comparisons": [_one(a, one) for a, one in enumerate(those, 1)]}
        for day, those in days
    ]


def _one(arm: int, one: Difference | None) -> dict[str, Any]:
    """`estimate` is None while there are too few to say."""
    if one is None:
        return {"arm": arm, "estimate": None, "low": None, "high": None}
    return {
        "arm": arm,
        "estimate": round(one.estimate, 6),
        "low": round(one.low, 6),
        "high": round(one.high, 6),
    }


def _guard(one: Guarded) -> dict[str, Any]:
    return {
        "measure": one.guard.measure, "margin": one.guard.margin, "state": one.state,
        **_one(one.arm, one.difference),
    }  # fmt: skip
