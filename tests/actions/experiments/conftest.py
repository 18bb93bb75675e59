"""Experiments over a database of each kind, with visitors who agreed and a clock turned by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.experiments.experiment import Arm, Guard, Plan
from actions.experiments.levers import BLEND
from actions.experiments.opening import may_be_counted
from actions.experiments.schema import TrialRow
from actions.experiments.service import Experiments
from actions.experiments.settings import LeverSettings
from actions.experiments.table import ExperimentTable
from actions.experiments.trials import Trials
from actions.experiments.triggers import TriggerLog
from actions.personal.consents import Consents
from actions.personal.event import Did, Event
from actions.personal.journal import Journal
from actions.personal.purpose import PURPOSES
from actions.personal.visitor import Visitor
from actions.stores import SqlStore

NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)
HALVES = (Arm("Now", "usual", 0.5), Arm("New", "orders_first", 0.5))
ANN, BEN = Visitor("ann-session", "A"), Visitor("ben-session")


@dataclass
class Lab:
    store: SqlStore
    moment: datetime = NOON
    made: int = 0
    consents: Consents = field(init=False)
    journal: Journal = field(init=False)
    triggers: TriggerLog = field(init=False)
    trials: Trials = field(init=False)
    experiments: Experiments = field(init=False)

    def __post_init__(self) -> None:
        engine = self.store.engine
        table, settings = ExperimentTable(engine, self.clock), LeverSettings(engine, self.clock)
        self.consents = Consents(engine, self.clock)
        self.journal = Journal(engine, days=365, clock=self.clock)
        self.triggers = TriggerLog(engine, self.clock)
        self.trials = Trials(
            table, settings, self.triggers, lambda one: may_be_counted(engine, one)
        )
        self.experiments = Experiments(engine, table, settings, self.trials, "EUR", self.clock)

    def clock(self) -> datetime:
        return self.moment

    def later(self, **span: float) -> None:
        self.moment += timedelta(**span)

    def agree(self, *visitors: Visitor) -> None:
        for one in visitors:
            self.consents.put(one, dict.fromkeys(PURPOSES, True))

    def started(self, **told: Any) -> str:
        plan = Plan(**({"lever": BLEND, "arms": HALVES, "measure": "purchase", "smallest": 0.02}
                       | told))  # fmt: skip
        drafted = self.experiments.draft("Orders first", plan, "Mia")
        return str(self.experiments.start(drafted["experiment_id"])["experiment_id"])

    def sees(self, visitor: Visitor, lever: str = BLEND) -> str:
        """What they get, and that it was used."""
        choice = self.trials.choice(lever, visitor)
        self.trials.used(choice, visitor)
        return choice.value

    def does(self, visitor: Visitor, did: Did, **detail: Any) -> None:
        self.made += 1
        told = {"event_id": f"e{self.made}", "occurred": self.moment, "product_id": "tent-1"}
        self.journal.keep([Event(did=did, visitor=visitor, detail=detail or None, **told)])

    def rows(self) -> list[tuple[str, str]]:
        """(visitor, arm) of all that are written down."""
        self.triggers.write()
        with Session(self.store.engine) as session:
            asked = select(TrialRow.subject, TrialRow.arm).order_by(TrialRow.subject)
            return [(subject, arm) for subject, arm in session.execute(asked)]


def guard(measure: str = "purchase", margin: float = 0.01) -> tuple[Guard, ...]:
    return (Guard(measure, margin),)


@pytest.fixture
def lab(database_url: str) -> Iterator[Lab]:
    store = SqlStore(database_url)
    yield Lab(store)
    store.close()
