"""Visits that are over, as rows to learn from: at several moments each, what was known then, and
what came of it. Owns the moments; learns nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.personal.deed import Did
from retrieval.personal.predict.session.features import FEATURES, Cell, Row, Unfolding
from retrieval.personal.predict.session.visit import Visit
from retrieval.personal.predict.table import Table

MOMENTS = frozenset({1, 2, 3, 5, 8, 13, 21, 34, 55})
"""After so many acts, and after the last: early moments are most of a visit."""
LEAVE = "leave"
NEXT: tuple[str, ...] = (*(did.value for did in Did), LEAVE)
EVENTS = Path("events")


@dataclass(frozen=True, slots=True)
class Lessons:
    """A row a moment (N,). `table.truth` says whether a purchase came, `next_act` what came next as
    a place in `NEXT`, `visitor` whose it was, `when` the moment; `visit` numbers the visits."""

    table: Table
    next_act: NDArray[np.intp]
    visitor: tuple[str, ...]
    when: tuple[datetime, ...]
    visit: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.visitor)

    def rows(self, places: NDArray[np.intp]) -> Lessons:
        """Only those rows."""
        return Lessons(
            self.table.rows(places),
            self.next_act[places],
            tuple(self.visitor[at] for at in places),
            tuple(self.when[at] for at in places),
            self.visit[places],
        )


def lessons(visits: Sequence[Visit], until: datetime) -> Lessons:
    """Of the visits that are over by `until`; whoever is still there may yet buy."""
    rows: list[Row] = []
    truth: list[bool] = []
    following: list[int] = []
    whose: list[str] = []
    when: list[datetime] = []
    number: list[int] = []
    for place, visit in enumerate(visits):
        if not visit.is_over(until):
            continue
        for row, at in _moments(visit):
            rows.append(row)
            truth.append(visit.bought)
            after = visit.acts[at].did.value if at < len(visit.acts) else LEAVE
            following.append(NEXT.index(after))
            whose.append(visit.visitor)
            when.append(visit.acts[at - 1].when)
            number.append(place)
    table = table_of(rows, np.array(truth, dtype=np.bool_))
    return Lessons(table, np.array(following, np.intp), tuple(whose), tuple(when), np.array(number))


def table_of(
    rows: Sequence[Row],
    truth: NDArray[np.bool_] | None = None,
    names: Iterable[str] = FEATURES,
    source: Path = EVENTS,
) -> Table:
    """The rows as a table that a model reads."""
    columns = {name: tuple(_written(row[name]) for row in rows) for name in names}
    return Table(columns, truth, source)


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "" if math.isnan(cell) else repr(cell)


def _moments(visit: Visit) -> list[tuple[Row, int]]:
    """Each with how many acts had been done by then."""
    looking, unfolding, told = visit.looking, Unfolding(visit.before), []
    for done, act in enumerate(looking, start=1):
        unfolding.add(act)
        if done in MOMENTS or done == len(looking):
            told.append((unfolding.row(), done))
    return told
