"""Everything that is learnt of a shop, in order: visits first, then orders. Owns what is said
where there is too little."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np

from retrieval.personal.predict.forecast import Forecast
from retrieval.personal.predict.learning import Because, Learnt, learn_question
from retrieval.personal.predict.learning_next import NextLearnt, learn_next_act
from retrieval.personal.predict.orders import (
    Basket,
    Returns,
    churn_lessons,
    return_lessons,
    rhythm,
)
from retrieval.personal.predict.session.lessons import Lessons, lessons
from retrieval.personal.predict.session.visit import Visit
from retrieval.personal.predict.spread import Spread
from retrieval.personal.predict.table import Table

SUPPOSED_SHARE, SUPPOSED_VISITS = 0.025, 100.0
"""Before a shop has told anything: of a hundred visits two or three end in a purchase. An
assumption, which its own visits outweigh one by one."""
FEWEST_ROWS = 20
"""Of orders or customers: below that not even a share is told."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Schooled:
    """`returns` and `churn` are None where there is next to nothing to learn from."""

    forecast: Forecast
    purchase: Learnt
    next_act: NextLearnt
    returns: Learnt | None = None
    churn: Learnt | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


def school(
    visits: Sequence[Visit],
    baskets: Sequence[Basket],
    until: datetime,
    card: Mapping[str, Any],
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> Schooled:
    """`until` is now, or the moment from which on nothing is to be learnt."""

    def on(name: str) -> Callable[[int, int], None] | None:
        return None if progress is None else lambda done, total: progress(name, done, total)

    taught = lessons(visits, until)
    purchase = learn_question(
        taught.table, taught.visitor, _share(visits, until), seed=seed, progress=on("purchase")
    )
    following = learn_next_act(taught, purchase.because is not Because.TOO_FEW, seed=seed)
    returns = _learn(*return_lessons(baskets, until.date()), seed=seed, progress=on("return"))
    beat = rhythm(baskets)
    churn = None
    if beat is not None:
        churn = _learn(*churn_lessons(baskets, beat, until), seed=seed, progress=on("churn"))
    told = {**card, "until": until.isoformat(), "seed": seed, **_counts(visits, taught, until)}
    told["figures"] = {
        "purchase": purchase.as_json(),
        "next": following.as_json(),
        "return": returns.as_json() if returns else None,
        "churn": churn.as_json() if churn else None,
    }
    forecast = Forecast(
        purchase.question,
        following.next_act,
        returns.question if returns else None,
        churn.question if churn else None,
        beat.days if beat and churn else None,
        Returns(baskets).counted(until.date()),
        Spread.of(taught.table),
        told,
    )
    return Schooled(forecast, purchase, following, returns, churn, told)


def _share(visits: Sequence[Visit], until: datetime) -> float:
    over = [visit for visit in visits if visit.is_over(until) and visit.looking]
    bought = sum(visit.bought for visit in over)
    return (bought + SUPPOSED_SHARE * SUPPOSED_VISITS) / (len(over) + SUPPOSED_VISITS)


def _learn(
    table: Table, groups: Sequence[str], *, seed: int, progress: Callable[[int, int], None] | None
) -> Learnt | None:
    if len(table) < FEWEST_ROWS or table.truth is None:
        return None
    share = float((table.truth.sum() + 1) / (len(table) + 2))
    return learn_question(table, groups, share, seed=seed, progress=progress)


def _counts(visits: Sequence[Visit], taught: Lessons, until: datetime) -> dict[str, Any]:
    over = [visit for visit in visits if visit.is_over(until)]
    return {
        "visits": len(over),
        "bought": sum(visit.bought for visit in over),
        "visitors": len({visit.visitor for visit in over}),
        "rows": len(taught),
        "from": min((one.acts[0].when for one in over), default=until).isoformat(),
        "weekdays": np.unique([when.weekday() for when in taught.when]).tolist(),
    }
