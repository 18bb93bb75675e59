"""Who saw what: held in memory, written down every few seconds, so that nobody waits for a disk.
Owns the buffer and the writing; consent is asked anew in the transaction that writes, so that who
withdrew meanwhile is in no table."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from actions import log
from actions.experiments.experiment import Arm, Experiment
from actions.experiments.schema import DrawnPageRow, TrialRow
from actions.personal.consents import INSERTS, consents_of
from actions.personal.purpose import Purpose
from actions.personal.visitor import Visitor
from actions.stores.engine import writing
from actions.stores.moment import now
from retrieval.personal.suggest import Explored
from retrieval.personal.trial.shuffling import places

MOST = 5_000
"""Of each kind between two writings; what comes beyond is lost, never waited for."""
AT_ONCE = 500
NEVER = datetime.max.replace(tzinfo=UTC)

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Use:
    """`last` is when the lever was used again meanwhile: who withdrew and agreed anew in between
    counts from their new word on."""

    experiment_id: str
    key: str
    arm: str
    window: timedelta
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class _Page:
    key: str
    at: datetime
    explored: Explored


class TriggerLog:
    """Thread-safe."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._engine, self._clock = engine, clock
        self._lock = threading.Lock()
        self._waiting: dict[tuple[str, str], _Use] = {}
        self._pages: list[_Page] = []

    def used(self, experiment: Experiment, arm: Arm, visitor: Visitor) -> None:
        known = (experiment.experiment_id, visitor.key)
        with self._lock:
            at, there = self._clock(), self._waiting.get(known)
            if there is not None:
                self._waiting[known] = replace(there, last=at)
            elif len(self._waiting) < MOST:
                self._waiting[known] = _Use(*known, arm.name, experiment.plan.window, at, at)

    def explored(self, visitor: Visitor, explored: Explored) -> None:
        with self._lock:
            if len(self._pages) < MOST and explored.shown:
                self._pages.append(_Page(visitor.key, self._clock(), explored))

    def write(self) -> None:
        """What waits, of those who agree now. Blocks; what can't be written waits on."""
        with self._lock:
            waiting, self._waiting = self._waiting, {}
            pages, self._pages = self._pages, []
        if not waiting and not pages:
            return
        rows = [_row(page) for page in pages]
        try:
            with writing(self._engine) as session:
                _write(session, list(waiting.values()), rows)
        except SQLAlchemyError as error:
            logger.warning("trials_not_written", error=str(error))
            with self._lock:
                self._waiting = waiting | self._waiting
                self._pages = (pages + self._pages)[:MOST]


def _write(session: Session, uses: Sequence[_Use], pages: Sequence[dict[str, Any]]) -> None:
    since = _agreed(session, [one.key for one in uses] + [one["subject"] for one in pages])
    told = [
        _trial(one, since[one.key])
        for one in uses
        if one.key in since and since[one.key] <= one.last
    ]
    if told:
        added = INSERTS[session.get_bind().dialect.name](TrialRow)
        once = added.on_conflict_do_nothing(index_elements=["experiment_id", "subject"])
        session.execute(once, told)
    if drawn := [one for one in pages if since.get(one["subject"], NEVER) <= one["shown_at"]]:
        session.execute(insert(DrawnPageRow), drawn)


def _trial(use: _Use, since: datetime) -> dict[str, Any]:
    first = max(use.first, since)
    return {
        "experiment_id": use.experiment_id, "subject": use.key, "arm": use.arm, "first": first,
        "until": first + use.window,
    }  # fmt: skip


def _agreed(session: Session, subjects: Sequence[str]) -> dict[str, datetime]:
    """Who agrees to be counted, and since when."""
    since: dict[str, datetime] = {}
    keys = sorted(set(subjects))
    for start in range(0, len(keys), AT_ONCE):
        found = consents_of(session, keys[start : start + AT_ONCE], held=True)
        for key, said in found.items():
            consent = said[Purpose.ANALYTICS]
            if consent.granted and consent.since is not None:
                since[key] = consent.since
    return since


def _row(page: _Page) -> dict[str, Any]:
    """With how likely each thing was to stand at its place, in what was shown and in each other
    order; what wasn't among those drawn couldn't stand anywhere."""
    names = [name for name, _ in page.explored.window]
    chances = places([weight for _, weight in page.explored.window])
    at: Mapping[str, int] = {name: number for number, name in enumerate(names)}

    def told(order: Sequence[str]) -> list[list[Any]]:
        return [
            [one, round(float(chances[at[one], j]), 9) if one in at and j < len(names) else 0.0]
            for j, one in enumerate(order)
        ]

    return {
        "page_id": secrets.token_hex(16),
        "subject": page.key,
        "shown_at": page.at,
        "shown": told([one.product.product_id for one in page.explored.shown]),
        "orders": {name: told(order) for name, order in page.explored.orders.items()},
    }
