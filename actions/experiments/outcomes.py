"""What each visitor of an experiment did within their window. Owns the two queries: who is in it,
and what the journal holds of them that may be counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from actions.experiments.experiment import Experiment
from actions.experiments.measures import MEASURES, Measure
from actions.experiments.schema import TrialRow
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from actions.stores.moment import aware

AT_ONCE = 5_000
Outcomes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cohort:
    """A place a visitor, in the order in which their windows end: the number of their arm, when
    that is (seconds since 1970), and by measure what they did."""

    arm: NDArray[np.int64]
    until: NDArray[np.float64]
    did: Mapping[str, Outcomes]

    @classmethod
    def empty(cls, measures: Iterable[str]) -> Cohort:
        none = np.zeros(0)
        return cls(np.zeros(0, dtype=np.int64), none, dict.fromkeys(measures, none))

    def over(self, now: float) -> Cohort:
        """Those whose window is over."""
        n = int(np.searchsorted(self.until, now, side="right"))
        return Cohort(
            self.arm[:n], self.until[:n], {name: values[:n] for name, values in self.did.items()}
        )


def cohort(engine: Engine, experiment: Experiment, minor: int) -> Cohort:
    """`minor` is how many minor units a major one has."""
    plan = experiment.plan
    wanted = [MEASURES[name] for name in plan.measures]
    if experiment.started is None:
        return Cohort.empty(plan.measures)
    arms = {arm.name: number for number, arm in enumerate(plan.arms)}
    with Session(engine) as session:
        rows = [row for row in _visitors(session, experiment) if row[1] in arms]
        place = {subject: at for at, (subject, _, _) in enumerate(rows)}
        did = {measure.name: np.zeros(len(rows)) for measure in wanted}
        _fill(session, experiment, wanted, minor, place, did)
    return Cohort(
        np.array([arms[arm] for _, arm, _ in rows], dtype=np.int64),
        np.array([aware(until).timestamp() for _, _, until in rows], dtype=np.float64),
        did,
    )


def _visitors(session: Session, experiment: Experiment) -> Iterable[Any]:
    """(subject, arm, until)."""
    asked = select(TrialRow.subject, TrialRow.arm, TrialRow.until).where(
        TrialRow.experiment_id == experiment.experiment_id
    )
    ordered = asked.order_by(TrialRow.until, TrialRow.subject)
    yield from session.execute(ordered.execution_options(yield_per=AT_ONCE))


def _fill(
    session: Session,
    experiment: Experiment,
    wanted: Iterable[Measure],
    minor: int,
    place: Mapping[str, int],
    did: Mapping[str, Outcomes],
) -> None:
    """A share counts each visitor once, however often they did it."""
    asked = (
        select(EventRow.subject, EventRow.kind, EventRow.detail)
        .join(TrialRow, TrialRow.subject == EventRow.subject)
        .where(
            TrialRow.experiment_id == experiment.experiment_id,
            EventRow.kind.in_(sorted({measure.kind.value for measure in wanted})),
            EventRow.occurred >= TrialRow.first,
            EventRow.occurred <= TrialRow.until,
            EventRow.purposes.bitwise_and(int(Purpose.ANALYTICS)) != 0,
        )
    )
    for subject, kind, detail in session.execute(asked.execution_options(yield_per=AT_ONCE)):
        for measure in wanted:
            if measure.kind.value == kind and subject in place:
                did[measure.name][place[subject]] += measure.adds(detail, minor)
    for measure in wanted:
        if measure.is_share:
            np.minimum(did[measure.name], 1.0, out=did[measure.name])
