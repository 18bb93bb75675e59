"""Trials whose truth is known, drawn by chance: how often each way of looking is wrong. Owns the
drawing and the counting; what is judged is what the live product judges by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from retrieval.personal.trial.difference import Difference, difference
from retrieval.personal.trial.evenness import is_uneven
from retrieval.personal.trial.once import difference_once
from retrieval.personal.trial.tally import Tally

Judge = Callable[[Tally, Tally], Difference | None]
Done = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Setting:
    """`control` and `other` are rates; `share` is the other arm's. Looked at after each of `looks`
    equal batches of all `visitors`."""

    control: float
    other: float
    visitors: int
    looks: int
    share: float = 0.5

    @property
    def truth(self) -> float:
        return self.other - self.control


@dataclass(frozen=True, slots=True)
class Judged:
    """Shares of the runs: `ever` the interval left 0 out at some look, `last` at the last one,
    `held` it held the truth at every look, `held_last` at the last. `decided` is the median number
    of visitors until it first left 0 out, all visitors where it never did."""

    runs: int
    ever: float
    last: float
    held: float
    held_last: float
    decided: float


def judged(
    setting: Setting, judges: dict[str, Judge], runs: int, seed: int, done: Done
) -> dict[str, Judged]:
    """The same visitors for every judge."""
    chance = np.random.default_rng(seed)
    told: dict[str, list[tuple[bool, bool, bool, bool, int]]] = {name: [] for name in judges}
    for _ in range(runs):
        looks = list(_looked(setting, chance))
        for name, judge in judges.items():
            told[name].append(_run(setting, looks, judge))
        done()
    return {name: _judged(those) for name, those in told.items()}


def always(planned: float) -> Judge:
    return lambda control, other: difference(control, other, planned)


def once(control: Tally, other: Tally) -> Difference | None:
    """Without outcomes a z-test says nothing either."""
    if not control.n or not other.n or not control.some + other.some:
        return None
    return difference_once(control, other)


def false_alarms(
    shares: tuple[float, ...], truly: tuple[float, ...], visitors: int, looks: int, runs: int,
    seed: int,
) -> float:  # fmt: skip
    """Of the runs, in how many the arms were called uneven at some look."""
    chance = np.random.default_rng(seed)
    batch = visitors // looks
    alarmed = 0
    for _ in range(runs):
        counts: NDArray[np.int64] = np.zeros(len(shares), dtype=np.int64)
        for _ in range(looks):
            counts += chance.multinomial(batch, truly)
            if is_uneven([int(one) for one in counts], shares):
                alarmed += 1
                break
    return alarmed / runs


def _looked(setting: Setting, chance: np.random.Generator) -> Iterator[tuple[Tally, Tally]]:
    batch = setting.visitors // setting.looks
    n, did = np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64)
    for _ in range(setting.looks):
        others = chance.binomial(batch, setting.share)
        came = np.array([batch - others, others])
        n += came
        did += chance.binomial(came, [setting.control, setting.other])
        yield _tally(int(n[0]), int(did[0])), _tally(int(n[1]), int(did[1]))


def _tally(n: int, did: int) -> Tally:
    return Tally(n, float(did), float(did), did)


def _run(
    setting: Setting, looks: list[tuple[Tally, Tally]], judge: Judge
) -> tuple[bool, bool, bool, bool, int]:
    left, held, last, held_last, decided = False, True, False, True, setting.visitors
    for control, other in looks:
        found = judge(control, other)
        last = found is not None and (found.is_more or found.is_less)
        held_last = found is None or found.low <= setting.truth <= found.high
        held = held and held_last
        if last and not left:
            left, decided = True, control.n + other.n
    return left, last, held, held_last, decided


def _judged(runs: list[tuple[bool, bool, bool, bool, int]]) -> Judged:
    n = len(runs)
    ever, last, held, held_last = (sum(run[at] for run in runs) / n for at in range(4))
    return Judged(n, ever, last, held, held_last, float(median(run[4] for run in runs)))
