"""From visitors to figures: each arm's tally, how the others differ from the first, day by day, and
whether as many came as should have. Owns no sentences, and reads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.experiments.experiment import Guard, Plan
from actions.experiments.measures import MEASURES
from actions.experiments.outcomes import Seen
from retrieval.personal.trial import Difference, Tally, difference
from retrieval.personal.trial.difference import ALPHA
from retrieval.personal.trial.evenness import is_uneven

MOST_DAYS = 60


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


def figures(plan: Plan, visitors: Sequence[Seen], now: datetime) -> Figures:
    over = [one for one in visitors if one.until <= now]
    came = tuple(sum(one.arm == arm for one in visitors) for arm in range(len(plan.arms)))
    tallies = _tallied(plan, over, plan.measure)
    return Figures(
        came,
        tallies,
        _differences(plan, tallies, ALPHA),
        tuple(_guards(plan, over)),
        tuple(_by_day(plan, over)),
        is_uneven(came, plan.shares),
    )


def _tallied(plan: Plan, over: Sequence[Seen], measure: str) -> tuple[Tally, ...]:
    return tuple(
        Tally.of(one.did.get(measure, 0.0) for one in over if one.arm == arm)
        for arm in range(len(plan.arms))
    )


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


def _guards(plan: Plan, over: Sequence[Seen]) -> Iterator[Guarded]:
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


def _by_day(
    plan: Plan, over: Sequence[Seen]
) -> Iterator[tuple[date, tuple[Difference | None, ...]]]:
    """As it would have been told at the end of each of the last days."""
    tallies = [Tally() for _ in plan.arms]
    told: list[tuple[date, tuple[Difference | None, ...]]] = []
    for place, one in enumerate(over):
        tallies[one.arm] = tallies[one.arm].plus(one.did.get(plan.measure, 0.0))
        day = one.until.date()
        if place + 1 == len(over) or over[place + 1].until.date() != day:
            told.append((day, _differences(plan, tallies, ALPHA)))
    yield from told[-MOST_DAYS:]
