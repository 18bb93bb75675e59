"""Experiments in the server's database. Owns their queries, and which state may follow which."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.errors import NotFound
from actions.experiments.errors import NotNow
from actions.experiments.experiment import Experiment, Plan, State
from actions.experiments.schema import ExperimentRow
from actions.stores.engine import writing
from actions.stores.moment import aware, now

ALL = 1.0 + 1e-9


class ExperimentTable:
    """Methods block; call them from a worker thread."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine, self._clock = engine, clock

    def draft(self, name: str, plan: Plan, by: str) -> Experiment:
        row = ExperimentRow(
            experiment_id=f"X-{secrets.token_hex(6)}", name=name, lever=plan.lever,
            state=State.DRAFT.value, plan=plan.as_json(), salt=secrets.token_hex(8),
            created=self._clock(), created_by=by, started=None, stopped=None, stopped_because="",
        )  # fmt: skip
        with writing(self._engine) as session:
            session.add(row)
            return _experiment(row)

    def of(self, experiment_id: str) -> Experiment:
        """Raises `NotFound`."""
        with Session(self._engine) as session:
            return _experiment(_row(session, experiment_id))

    def listed(self, most: int = 100) -> list[Experiment]:
        """The newest first."""
        newest = select(ExperimentRow).order_by(
            ExperimentRow.created.desc(), ExperimentRow.experiment_id
        )
        with Session(self._engine) as session:
            return [_experiment(row) for row in session.scalars(newest.limit(most))]

    def running(self) -> list[Experiment]:
        asked = select(ExperimentRow).where(ExperimentRow.state == State.RUNNING.value)
        with Session(self._engine) as session:
            rows = session.scalars(asked.order_by(ExperimentRow.started))
            return [_experiment(row) for row in rows]

    def discard(self, experiment_id: str) -> None:
        """A draft. Raises `NotFound`, and `NotNow` for what visitors were in."""
        with writing(self._engine) as session:
            row = _row(session, experiment_id, held=True)
            if row.state != State.DRAFT.value:
                raise NotNow(f"{row.name} is {row.state}: only a draft can be thrown away")
            session.delete(row)

    def start(self, experiment_id: str) -> Experiment:
        """On a slot of its lever's visitors that no other has. Raises `NotFound`, `NotNow`."""
        with writing(self._engine) as session:
            lever = _row(session, experiment_id).lever
            # PostgreSQL: two that start at once would else both find the slot free.
            asked = select(ExperimentRow).where(ExperimentRow.lever == lever)
            ordered = asked.order_by(ExperimentRow.experiment_id).with_for_update()
            there = session.scalars(ordered.execution_options(populate_existing=True)).all()
            row = next(one for one in there if one.experiment_id == experiment_id)
            if row.state != State.DRAFT.value:
                raise NotNow(f"{row.name} is {row.state}: only a draft can be started")
            plan = Plan.of_json(row.plan)
            others = [_experiment(one) for one in there if one.state == State.RUNNING.value]
            row.plan = replace(plan, slot=free_slot(plan, others)).as_json()
            row.state, row.started = State.RUNNING.value, self._clock()
            return _experiment(row)

    def stop(self, experiment_id: str, why: str) -> Experiment:
        """Raises `NotFound`, `NotNow`."""
        with writing(self._engine) as session:
            row = _row(session, experiment_id, held=True)
            if row.state != State.RUNNING.value:
                raise NotNow(f"{row.name} is {row.state}: only one that runs can be stopped")
            row.state, row.stopped = State.STOPPED.value, self._clock()
            row.stopped_because = why
            return _experiment(row)


def free_slot(plan: Plan, others: list[Experiment]) -> float:
    """Where `plan`'s share of visitors begins. Raises `NotNow`."""
    taken = sorted((one.plan.slot, one.plan.slot + one.plan.traffic) for one in others)
    at = 0.0
    for begins, ends in taken:
        if at + plan.traffic <= begins + 1e-9:
            return at
        at = max(at, ends)
    if at + plan.traffic > ALL:
        names = ", ".join(one.name or one.experiment_id for one in others)
        raise NotNow(
            f"{names} runs on the same lever and has its visitors: stop it first, "
            f"or take fewer than {max(0.0, 1 - at):.0%} of them"
        )
    return at


def _row(session: Session, experiment_id: str, *, held: bool = False) -> ExperimentRow:
    asked = select(ExperimentRow).where(ExperimentRow.experiment_id == experiment_id)
    row = session.scalar(asked.with_for_update() if held else asked)
    if row is None:
        raise NotFound(f"there is no experiment {experiment_id}")
    return row


def _experiment(row: ExperimentRow) -> Experiment:
    return Experiment(
        row.experiment_id, row.name, Plan.of_json(row.plan), State(row.state), row.salt,
        aware(row.created), row.created_by,
        aware(row.started) if row.started else None,
        aware(row.stopped) if row.stopped else None,
        row.stopped_because,
    )  # fmt: skip
