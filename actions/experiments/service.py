"""Experiments for whoever plans and reads them: drafted, started, stopped, adopted, judged. Owns
the order of the steps; the parts are others'."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from actions import log
from actions.errors import BadInput
from actions.experiments.errors import NotNow
from actions.experiments.experiment import Experiment, Plan, State
from actions.experiments.figures import figures
from actions.experiments.foreseen import foreseen, usual
from actions.experiments.levers import LEVERS
from actions.experiments.measures import MEASURES, minor_units
from actions.experiments.outcomes import cohort
from actions.experiments.ranking import ranking
from actions.experiments.settings import LeverSettings
from actions.experiments.table import ExperimentTable
from actions.experiments.telling import told
from actions.experiments.trials import Trials
from actions.stores.moment import now

MERCHANT = "merchant"

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Experiments:
    """Methods block; call them from a worker thread. `currency` is the catalogue's."""

    engine: Engine
    table: ExperimentTable
    settings: LeverSettings
    trials: Trials
    currency: str
    clock: Callable[[], datetime] = now

    def listed(self) -> dict[str, Any]:
        """Each as `of` tells it; how levers are set now, and what could be tried."""
        values = self.settings.now()
        levers = [one.as_json() | {"value": values[name]} for name, one in LEVERS.items()]
        return {
            "experiments": [self._told(one, brief=True) for one in self.table.listed()],
            "levers": levers,
            "measures": [_measure(name) for name in MEASURES],
            "history": self.settings.history(),
            "currency": self.currency,
            "minor_units": self._minor,
        }

    def of(self, experiment_id: str) -> dict[str, Any]:
        """Raises `NotFound`."""
        return self._told(self.table.of(experiment_id))

    def foreseen(self, plan: Plan) -> dict[str, Any]:
        found = usual(self.engine, plan.lever, plan.judged_by, self._minor, self.clock())
        return foreseen(found, plan.judged_by, plan.smallest, len(plan.arms), plan.traffic)

    def draft(self, name: str, plan: Plan, by: str) -> dict[str, Any]:
        """Raises `BadInput` for a value that its lever hasn't."""
        for arm in plan.arms:
            LEVERS[plan.lever].checked(arm.value)
        planned = replace(plan, planned=self.foreseen(plan)["visitors"])
        return self._told(self.table.draft(name, planned, by))

    def discard(self, experiment_id: str) -> None:
        """A draft. Raises `NotFound`, `NotNow`."""
        self.table.discard(experiment_id)

    def start(self, experiment_id: str) -> dict[str, Any]:
        """Raises `NotFound`, `NotNow`."""
        started = self.table.start(experiment_id)
        self.trials.refresh()
        return self._told(started)

    def stop(self, experiment_id: str, why: str = MERCHANT) -> dict[str, Any]:
        """Everybody gets what the lever is set to. Raises `NotFound`, `NotNow`."""
        stopped = self.table.stop(experiment_id, why)
        self.trials.refresh()
        return self._told(stopped)

    def adopt(self, experiment_id: str, arm: str, by: str) -> dict[str, Any]:
        """Everybody gets that arm's value from now on. Raises `NotFound`, `BadInput`, `NotNow`."""
        experiment = self.table.of(experiment_id)
        values = {one.name: one.value for one in experiment.plan.arms}
        if experiment.state is not State.STOPPED:
            raise NotNow(f"{experiment.name} is {experiment.state}: stop it first")
        if arm not in values:
            raise BadInput(f"arm: {experiment.name} has no arm {arm}: {', '.join(values)}", "arm")
        self.settings.put(experiment.plan.lever, values[arm], by, experiment_id)
        self.trials.refresh()
        return self._told(experiment)

    def undo(self, experiment_id: str, by: str) -> dict[str, Any]:
        """Take back that it was adopted. Raises `NotFound`, `NotNow`."""
        experiment = self.table.of(experiment_id)
        self.settings.undo(experiment.plan.lever, by, experiment_id)
        self.trials.refresh()
        return self._told(experiment)

    def put_lever(self, lever: str, value: str, by: str) -> dict[str, str]:
        """Raises `BadInput`, `NotNow`. Lever -> value, all of them."""
        self.settings.put(lever, value, by)
        self.trials.refresh()
        return self.settings.now()

    def ranking(self, days: int) -> dict[str, Any]:
        return ranking(self.engine, self.clock(), days)

    def watch(self) -> list[str]:
        """Stop what a guardrail says must be stopped. Their ids."""
        stopped = []
        for one in self.table.running():
            if not one.plan.guards:
                continue
            found = figures(one.plan, cohort(self.engine, one, self._minor), self.clock())
            breached = next((g for g in found.guards if g.state == "breached"), None)
            if breached is not None and not found.uneven:
                self.stop(one.experiment_id, f"guard:{breached.guard.measure}")
                stopped.append(one.experiment_id)
                logger.warning(
                    "experiment_stopped", experiment=one.name, guard=breached.guard.measure
                )
        return stopped

    @property
    def _minor(self) -> int:
        return minor_units(self.currency)

    def _told(self, experiment: Experiment, *, brief: bool = False) -> dict[str, Any]:
        visitors = cohort(self.engine, experiment, self._minor)
        found = figures(experiment.plan, visitors, self.clock())
        standing = self.settings.history()
        mine = next(
            (
                one for one in standing
                if one["experiment_id"] == experiment.experiment_id and one["undone"] is None
            ),
            None,
        )  # fmt: skip
        return told(experiment, found, mine, self.clock(), brief=brief)


def _measure(name: str) -> Mapping[str, Any]:
    one = MEASURES[name]
    return {
        "measure": name, "share": one.is_share, "money": one.is_money,
        "more_is_better": one.more_is_better,
    }  # fmt: skip
