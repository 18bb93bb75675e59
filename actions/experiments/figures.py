"""From visitors to figures: each arm's tally, how the others differ from the first, day by day, and
whether as many came as should have. Owns no sentences, and reads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from actions.experiments.experiment import Guard, Plan
from actions.experiments.measures import MEASURES
from actions.experiments.outcomes import Cohort, Outcomes
from retrieval.personal.trial import Difference, Tally, difference
from retrieval.personal.trial.difference import ALPHA
from retrieval.personal.trial.evenness import is_uneven

MOST_DAYS = 60
DAY_S = 86_400
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Guarded:
    """`state`: `breached` (surely worse by more than the margin), `holds` (surely not),
    `unknown`."""

    guard: Guard
    arm: int
    difference: Difference | None
    state: str


@dataclass(frozen=True, slots=True)
class Figures:
    """`came` counts everybody, `tallies` those whose window is over. `differences` are the other
    arms' from the first; `days` the same as they stood at the end of each day."""

    came: tuple[int, ...]
    tallies: tuple[Tally, ...]
    differences: tuple[Difference | None, ...]
    guards: tuple[Guarded, ...]
    days: tuple[tuple[date, tuple[Difference | None, ...]], ...]
    uneven: bool

    @property
    def counted(self) -> int:
        return sum(tally.n for tally in self.tallies)


def figures(plan: Plan, visitors: Cohort, now: datetime) -> Figures:
    over = visitors.over(now.timestamp())
    came = tuple(int((visitors.arm == arm).sum()) for arm in range(len(plan.arms)))
    tallies = _tallied(plan, over, plan.measure)
    return Figures(
        came,
        tallies,
        _differences(plan, tallies, ALPHA),
        tuple(_guards(plan, over)),
        tuple(_by_day(plan, over)),
        is_uneven(came, plan.shares),
    )


def _tallied(plan: Plan, over: Cohort, measure: str) -> tuple[Tally, ...]:
    did = over.did[measure]
    return tuple(_tally(did[over.arm == arm]) for arm in range(len(plan.arms)))


def _tally(did: Outcomes) -> Tally:
    some = int(np.count_nonzero(did))
    return Tally(len(did), float(did.sum()), float((did**2).sum()), some)


def _differences(
    plan: Plan, tallies: Sequence[Tally], alpha: float
) -> tuple[Difference | None, ...]:
    """`alpha` is for all arms together, each has its part of it (Bonferroni)."""
    control, others = tallies[0], tallies[1:]
    told = zip(plan.shares[1:], others, strict=True)
    return tuple(
        difference(control, other, plan.planned * (plan.shares[0] + share), alpha / len(others))
        for share, other in told
    )


def _guards(plan: Plan, over: Cohort) -> Iterator[Guarded]:
    for guard in plan.guards:
        tallies = _tallied(plan, over, guard.measure)
        found = _differences(plan, tallies, ALPHA / len(plan.guards))
        for arm, one in enumerate(found, start=1):
            yield Guarded(guard, arm, one, state_of(guard, one))


def state_of(guard: Guard, found: Difference | None) -> str:
    from_here = worse(guard.measure, found) if found else None
    if from_here is None:
        return "unknown"
    least, most = from_here
    if least > guard.margin:
        return "breached"
    return "holds" if most <= guard.margin else "unknown"


def worse(measure: str, found: Difference) -> tuple[float, float]:
    """By how much it is worse: at least, at most."""
    if MEASURES[measure].more_is_better:
        return -found.high, -found.low
    return found.low, found.high


def _by_day(plan: Plan, over: Cohort) -> Iterator[tuple[date, tuple[Difference | None, ...]]]:
    """As it would have been told at the end of each of the last days."""
    if not len(over.until):
        return
    days = (over.until // DAY_S).astype(np.int64)
    ends = np.append(np.flatnonzero(np.diff(days)), len(days) - 1)[-MOST_DAYS:]
    summed = [
        _summed(over.did[plan.measure], over.arm == arm, ends) for arm in range(len(plan.arms))
    ]
    for number, end in enumerate(ends):
        tallies = [arm[number] for arm in summed]
        yield EPOCH + timedelta(days=int(days[end])), _differences(plan, tallies, ALPHA)


def _summed(did: Outcomes, mine: NDArray[np.bool_], ends: NDArray[np.int64]) -> list[Tally]:
    """An arm's tally up to each of `ends`."""
    values = np.where(mine, did, 0.0)
    columns = (mine, values, values**2, values != 0)
    n, total, squares, some = (np.cumsum(column)[ends] for column in columns)
    return [
        Tally(int(n[at]), float(total[at]), float(squares[at]), int(some[at]))
        for at in range(len(ends))
    ]
