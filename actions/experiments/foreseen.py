"""How long an experiment would take: from what visitors who agreed to be counted did of late. Owns
that guess, which is a guess: said beforehand, and checked by nothing but the experiment itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from actions.experiments.levers import OFFER, SOONEST
from actions.experiments.measures import Measure
from actions.personal.event import Did
from actions.personal.purpose import Purpose
from actions.personal.schema import EventRow
from retrieval.personal.trial import Tally, needed
from retrieval.personal.trial.difference import ALPHA

DAYS = 28
FEWEST = 50
"""Visitors below which their outcomes aren't taken for what is usual."""
GUESS = 0.03


@dataclass(frozen=True, slots=True)
class Usual:
    """`a_day` is None where too few came to say."""

    tally: Tally
    a_day: float | None


def usual(engine: Engine, lever: str, measure: Measure, minor: int, now: datetime) -> Usual:
    """Of those whom the lever would decide something for."""
    since = now - timedelta(days=DAYS)
    may = (
        EventRow.purposes.bitwise_and(int(Purpose.ANALYTICS)) != 0,
        EventRow.occurred >= since,
    )
    with Session(engine) as session:
        there = _there(session, lever, may)
        did: defaultdict[str, float] = defaultdict(float)
        asked = select(EventRow.subject, EventRow.detail).where(
            *may, EventRow.kind == measure.kind.value
        )
        for subject, detail in session.execute(asked):
            if subject in there:
                did[subject] += measure.adds(detail, minor)
    told = Tally.of(min(did[one], 1.0) if measure.is_share else did[one] for one in sorted(there))
    return Usual(told, len(there) / DAYS if len(there) >= FEWEST else None)


def foreseen(
    told: Usual, measure: Measure, smallest: float, arms: int, traffic: float
) -> dict[str, Any]:
    """`visitors` of all arms together, of equal shares; `days` is None where too few came of late
    to say, and then `guessed` the rate, too."""
    variance = told.tally.variance
    guessed = told.a_day is None or variance <= 0
    if guessed:
        variance = GUESS * (1 - GUESS) if measure.is_share else (10 * smallest) ** 2
    pair = needed(variance, smallest, alpha=ALPHA / (arms - 1))
    visitors = ceil(pair / 2 * arms)
    days = None
    if told.a_day is not None and not guessed:
        days = ceil(visitors / (told.a_day * traffic))
    return {
        "visitors": visitors,
        "days": days,
        "visitors_a_day": round(told.a_day, 1) if told.a_day is not None else None,
        "usual": round(told.tally.mean, 6) if not guessed else None,
        "guessed": guessed,
        "since_days": DAYS,
    }


def _there(session: Session, lever: str, may: tuple[ColumnElement[bool], ...]) -> set[str]:
    if lever != OFFER:
        return set(session.scalars(select(EventRow.subject).where(*may).distinct()))
    looked = (
        select(EventRow.subject)
        .where(*may, EventRow.kind == Did.VIEW.value)
        .group_by(EventRow.subject, EventRow.product_id)
        .having(func.count() >= SOONEST)
    )
    return set(session.scalars(looked))
