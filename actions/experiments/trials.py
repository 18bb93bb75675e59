"""Which value of a lever a visitor gets, now. Owns the answer, from memory: what runs and how
levers are set is read when it changes and every few seconds, never for a request; who gets which
arm is a hash. Only where an experiment would take a visitor in is it asked whether they agreed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from actions import log
from actions.background import beside
from actions.experiments.experiment import Arm, Experiment
from actions.experiments.levers import LEVERS
from actions.experiments.settings import LeverSettings
from actions.experiments.table import ExperimentTable
from actions.experiments.triggers import TriggerLog
from actions.personal.visitor import Visitor
from retrieval.personal.trial import drawn, place

EVERY_S = 5.0

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """`experiment` is None for whoever is in none: then `value` is how the lever is set."""

    value: str
    experiment: Experiment | None = None
    arm: Arm | None = None


@dataclass(frozen=True, slots=True)
class _Standing:
    values: Mapping[str, str]
    running: Mapping[str, tuple[Experiment, ...]] = field(default_factory=dict)


class Trials:
    """Safe to call from several threads. `agreed` says whether a visitor may be counted now; it may
    read the database, and is asked for those alone whom a running experiment would take in."""

    def __init__(
        self,
        experiments: ExperimentTable,
        settings: LeverSettings,
        triggers: TriggerLog,
        agreed: Callable[[Visitor], bool],
    ) -> None:
        self._experiments, self._settings = experiments, settings
        self._triggers, self._agreed = triggers, agreed
        self._standing = _Standing({name: lever.default for name, lever in LEVERS.items()})

    def refresh(self) -> None:
        """Read anew what runs and how levers are set. Blocks."""
        running: dict[str, list[Experiment]] = {}
        for one in self._experiments.running():
            running.setdefault(one.plan.lever, []).append(one)
        told = {lever: tuple(those) for lever, those in running.items()}
        self._standing = _Standing(self._settings.now(), told)

    def choice(self, lever: str, visitor: Visitor) -> Choice:
        return self.choices((lever,), visitor)[lever]

    def choices(self, levers: Iterable[str], visitor: Visitor) -> dict[str, Choice]:
        """Lever -> what it is to be."""
        standing = self._standing
        found = {name: _taking(standing, name, visitor.key) for name in levers}
        may = any(found.values()) and self.may_count(visitor)
        return {
            name: _of_arm(one, visitor.key) if one and may else Choice(standing.values[name])
            for name, one in found.items()
        }

    def may_count(self, visitor: Visitor) -> bool:
        """Whether there is a visitor, and they agreed to be counted."""
        return bool(visitor.session or visitor.customer_id) and self._agreed(visitor)

    def used(self, choice: Choice, visitor: Visitor) -> None:
        """The lever decided something for them: from now on what they do counts."""
        if choice.experiment is not None and choice.arm is not None:
            self._triggers.used(choice.experiment, choice.arm, visitor)


def _taking(standing: _Standing, lever: str, key: str) -> Experiment | None:
    """The experiment on that lever in whose slot a visitor is, if there is one."""
    running = standing.running.get(lever, ())
    at = place(f"lever:{lever}", key) if running else 0.0
    return next((one for one in running if 0 <= at - one.plan.slot < one.plan.traffic), None)


def _of_arm(experiment: Experiment, key: str) -> Choice:
    arm = experiment.plan.arms[drawn(experiment.salt, key, experiment.plan.shares)]
    return Choice(arm.value, experiment, arm)


@asynccontextmanager
async def following_trials(trials: Trials, triggers: TriggerLog) -> AsyncIterator[None]:
    """Read and written every few seconds for as long as the context lasts, and at its end."""
    await asyncio.to_thread(trials.refresh)
    try:
        async with beside(_follow(trials, triggers)):
            yield
    finally:
        await asyncio.to_thread(triggers.write)


async def _follow(trials: Trials, triggers: TriggerLog) -> None:
    while True:
        await asyncio.sleep(EVERY_S)
        await asyncio.to_thread(triggers.write)
        try:
            await asyncio.to_thread(trials.refresh)
        except SQLAlchemyError as error:
            logger.error("experiments_not_read", error=str(error))
