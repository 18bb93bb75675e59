"""An experiment as it was planned, and how far it has come. Owns its shape and its states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from actions.experiments.measures import MEASURES, Measure


class State(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Arm:
    """`share` is of the experiment's visitors; the first arm is what the others are set against."""

    name: str
    value: str
    share: float


@dataclass(frozen=True, slots=True)
class Guard:
    """What mustn't get worse by more than `margin`, in the measure's own unit."""

    measure: str
    margin: float


@dataclass(frozen=True, slots=True)
class Plan:
    """`traffic` is the share of all visitors that take part, from `slot` on: experiments on one
    lever have slots of their own, so that nobody is in two. `smallest` is the smallest difference
    that matters, `planned` how many visitors were thought to be needed to see it."""

    lever: str
    arms: tuple[Arm, ...]
    measure: str
    smallest: float
    traffic: float = 1.0
    window_days: int = 3
    guards: tuple[Guard, ...] = ()
    slot: float = 0.0
    planned: int = 0

    @property
    def judged_by(self) -> Measure:
        return MEASURES[self.measure]

    @property
    def measures(self) -> tuple[str, ...]:
        """All that it is judged by, and guarded by."""
        return tuple(dict.fromkeys((self.measure, *(guard.measure for guard in self.guards))))

    @property
    def window(self) -> timedelta:
        return timedelta(days=self.window_days)

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple(arm.share for arm in self.arms)

    def as_json(self) -> dict[str, Any]:
        return {
            "lever": self.lever,
            "arms": [{"name": a.name, "value": a.value, "share": a.share} for a in self.arms],
            "measure": self.measure,
            "smallest": self.smallest,
            "traffic": self.traffic,
            "window_days": self.window_days,
            "guards": [{"measure": g.measure, "margin": g.margin} for g in self.guards],
            "slot": self.slot,
            "planned": self.planned,
        }

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> Plan:
        arms = tuple(Arm(**arm) for arm in told["arms"])
        return cls(**(told | {"arms": arms, "guards": tuple(Guard(**g) for g in told["guards"])}))


@dataclass(frozen=True, slots=True)
class Experiment:
    """`why` is why it was stopped: `merchant`, or `guard:` and a measure."""

    experiment_id: str
    name: str
    plan: Plan
    state: State
    salt: str
    created: datetime
    by: str = ""
    started: datetime | None = None
    stopped: datetime | None = None
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "experiment_id": self.experiment_id,
            "name": self.name,
            "state": self.state.value,
            "created": self.created.isoformat(),
            "by": self.by,
            "started": self.started.isoformat() if self.started else None,
            "stopped": self.stopped.isoformat() if self.stopped else None,
            "stopped_because": self.why,
            **self.plan.as_json(),
        }
