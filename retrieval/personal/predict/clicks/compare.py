"""Whether a session goes on: the model beside logistic regression, on sessions that none of them
saw. Owns the splits: who teaches isn't asked about, and who is told of isn't in the crowd that
tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import KFold

from retrieval.errors import BadInput
from retrieval.personal.predict.baselines import logistic_regression
from retrieval.personal.predict.clicks.crowd import Crowd
from retrieval.personal.predict.clicks.rows import POSITION, rows_of
from retrieval.personal.predict.clicks.session import ClickSession
from retrieval.personal.predict.grouped import BASE_RATE, LOGISTIC, OURS, Judged, better_by, judged
from retrieval.personal.predict.model import train
from retrieval.personal.predict.table import Table

BY_POSITION = "logistic regression, position alone"
FEWEST = 50

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
Rows = tuple[Table, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """`ahead` is the AUC above logistic regression's with its interval, both drawn together."""

    rows: int
    share: float
    by: Mapping[str, Judged]
    ahead: tuple[float, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class GoesOn:
    """A row a click (N,). `later` leaves out each session's first click: where a file holds no
    session of one click, all of those go on, and whoever knows the place has the answer."""

    truth: NDArray[np.bool_]
    session: tuple[str, ...]
    probability: Mapping[str, Floats]
    every: Compared
    later: Compared
    importance: Mapping[str, float]


def goes_on(
    teaching: Sequence[ClickSession],
    asked: Sequence[ClickSession] | None = None,
    *,
    folds: int = 5,
    seed: int = 0,
    progress: Progress | None = None,
) -> GoesOn:
    """Of `asked`, or of each of `teaching` by the other folds. Raises `BadInput` for too few."""
    if len(teaching) < FEWEST:
        raise BadInput(f"holds {len(teaching)} sessions: {FEWEST} are the fewest to learn from")
    tables: list[Table] = []
    names: list[str] = []
    found: list[dict[str, Floats]] = []
    adds: list[dict[str, float]] = []
    parts = _parts(teaching, asked, folds, seed)
    for number, (taught, held) in enumerate(parts):
        table, whose = rows_of(held, Crowd.of(taught))
        by, added = _predicted(cross_told(taught, folds, seed)[0], table, seed)
        tables.append(table)
        names += whose
        found.append(by)
        adds.append(added)
        if progress is not None:
            progress(number + 1, len(parts))
    truth = np.concatenate([_truth(one) for one in tables])
    position = np.array([float(cell) for one in tables for cell in one.columns[POSITION]])
    probability = {name: np.concatenate([one[name] for one in found]) for name in found[0]}
    importance = {name: float(np.mean([one[name] for one in adds])) for name in adds[0]}
    return GoesOn(
        truth,
        tuple(names),
        probability,
        _compared(truth, names, probability, position > 0),
        _compared(truth, names, probability, position > 1),
        dict(sorted(importance.items(), key=lambda pair: -pair[1])),
    )


def _compared(
    truth: NDArray[np.bool_],
    names: Sequence[str],
    probability: Mapping[str, Floats],
    kept: NDArray[np.bool_],
) -> Compared:
    came, whose = truth[kept], [name for name, is_kept in zip(names, kept, strict=True) if is_kept]
    if came.all() or not came.any():
        raise BadInput("of the clicks asked about all go on, or none does: nothing to compare")
    by = {name: judged(came, one[kept], whose) for name, one in probability.items()}
    ahead = better_by(came, probability[OURS][kept], probability[LOGISTIC][kept], whose)
    return Compared(len(came), float(came.mean()), by, ahead)


def cross_told(sessions: Sequence[ClickSession], folds: int, seed: int) -> Rows:
    """Each session's rows by a crowd that it isn't in."""
    tables: list[Table] = []
    names: list[str] = []
    for taught, held in _folds(sessions, folds, seed):
        table, whose = rows_of(held, Crowd.of(taught))
        tables.append(table)
        names += whose
    first = tables[0]
    columns = {
        name: tuple(cell for one in tables for cell in one.columns[name]) for name in first.columns
    }
    truth = np.concatenate([_truth(one) for one in tables])
    return Table(columns, truth, first.source), tuple(names)


def _predicted(
    teaching: Table, asked: Table, seed: int
) -> tuple[dict[str, Floats], dict[str, float]]:
    model = train(teaching, seed=seed)
    share = _truth(teaching).mean()
    added = np.abs(model.contributions(asked)[:, :-1]).mean(axis=0)
    return {
        OURS: model.probability(asked),
        LOGISTIC: logistic_regression(teaching, asked),
        BY_POSITION: logistic_regression(_only(teaching, POSITION), _only(asked, POSITION)),
        BASE_RATE: np.full(len(asked), share),
    }, dict(zip(model.encoding.names, added.tolist(), strict=True))


def _parts(
    teaching: Sequence[ClickSession],
    asked: Sequence[ClickSession] | None,
    folds: int,
    seed: int,
) -> list[tuple[list[ClickSession], list[ClickSession]]]:
    if asked is not None:
        return [(list(teaching), list(asked))]
    return _folds(teaching, folds, seed + 1)


def _folds(
    sessions: Sequence[ClickSession], folds: int, seed: int
) -> list[tuple[list[ClickSession], list[ClickSession]]]:
    split = KFold(folds, shuffle=True, random_state=seed).split(np.arange(len(sessions)))
    return [([sessions[at] for at in taught], [sessions[at] for at in held])
            for taught, held in split]  # fmt: skip


def _only(table: Table, name: str) -> Table:
    return Table({name: table.columns[name]}, table.truth, table.source)


def _truth(table: Table) -> NDArray[np.bool_]:
    if table.truth is None:
        raise ValueError("rows to learn from have a truth")
    return table.truth
