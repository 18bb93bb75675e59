"""What each visitor of an experiment did within their window. Owns the two queries: who is in it,
and what the journal holds of them that may be counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.experiments.experiment import Experiment
from actions.experiments.measures import KINDS, MEASURES
from actions.experiments.schema import TrialRow
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.stores.moment import aware

AT_ONCE = 5_000
_NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Seen:
    """A visitor. `did` is measure -> outcome; what isn't in it is 0."""

    arm: int
    first: datetime
    until: datetime
    did: Mapping[str, float] = field(default_factory=dict)


def seen(engine: Engine, experiment: Experiment, minor: int) -> list[Seen]:
    """In the order they came. `minor` is how many minor units a major one has."""
    arms = {arm.name: number for number, arm in enumerate(experiment.plan.arms)}
    with Session(engine) as session:
        did = _did(session, experiment, minor)
        asked = select(TrialRow.subject, TrialRow.arm, TrialRow.first, TrialRow.until).where(
            TrialRow.experiment_id == experiment.experiment_id
        )
        ordered = asked.order_by(TrialRow.first, TrialRow.subject)
        return [
            Seen(arms[arm], aware(first), aware(until), did.get(subject, _NOTHING))
            for subject, arm, first, until in session.execute(
                ordered.execution_options(yield_per=AT_ONCE)
            )
            if arm in arms
        ]


def _did(session: Session, experiment: Experiment, minor: int) -> dict[str, dict[str, float]]:
    asked = (
        select(EventRow.subject, EventRow.kind, EventRow.detail)
        .join(TrialRow, TrialRow.subject == EventRow.subject)
        .where(
            TrialRow.experiment_id == experiment.experiment_id,
            EventRow.kind.in_(KINDS),
            EventRow.occurred >= TrialRow.first,
            EventRow.occurred <= TrialRow.until,
            EventRow.purposes.bitwise_and(int(Purpose.ANALYTICS)) != 0,
        )
    )
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for subject, kind, detail in session.execute(asked.execution_options(yield_per=AT_ONCE)):
        for measure in MEASURES.values():
            if measure.kind.value == kind and (added := measure.adds(detail, minor)):
                told = found[subject].get(measure.name, 0.0) + added
                found[subject][measure.name] = min(told, 1.0) if measure.is_share else told
    return dict(found)
