"""What is known after each click of a session, in columns. Owns the columns; how long the last item
is looked at isn't among them: that is known only once there is another click."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np

from retrieval.personal.predict.clicks.crowd import Crowd
from retrieval.personal.predict.clicks.session import ClickSession
from retrieval.personal.predict.session.features import MISSING, WEEKDAYS, Row
from retrieval.personal.predict.session.lessons import table_of
from retrieval.personal.predict.table import Table

POSITION = "position"
SURENESS = ("best_score", "ahead", "best_five", "says")
FEATURES = (
    POSITION, "first", "seconds", "pause", "pause_before", "mean_pause", "longest_pause",
    "hour", "weekday", "items", "repeats", "same_again", "times_last", "popularity",
    "popularity_mean", "popularity_change", "ends", "ends_most", "begins", "known", *SURENESS,
)  # fmt: skip
CLICKS = Path("clicks")


def rows_of(sessions: Sequence[ClickSession], crowd: Crowd) -> tuple[Table, tuple[str, ...]]:
    """A row a click, true where another followed; with the session's name a row."""
    rows: list[Row] = []
    truth: list[bool] = []
    whose: list[str] = []
    pasts: list[tuple[str, ...]] = []
    for session in sessions:
        for done, row in enumerate(_rows(session, crowd), start=1):
            rows.append(row)
            truth.append(done < len(session.items))
            whose.append(session.name)
            pasts.append(session.items[:done])
    for row, sure in zip(rows, crowd.confidence(pasts).tolist(), strict=True):
        row.update(zip(SURENESS, sure, strict=True))
    return table_of(rows, np.array(truth, np.bool_), FEATURES, CLICKS), tuple(whose)


def _rows(session: ClickSession, crowd: Crowd) -> Iterator[Row]:
    times: Counter[str] = Counter()
    popular: list[float] = []
    ends = 0.0
    for done, (item, when) in enumerate(zip(session.items, session.seconds, strict=True), start=1):
        times[item] += 1
        popular.append(crowd.popularity(item))
        ends = max(ends, crowd.ends(item))
        clock = datetime.fromtimestamp(when, UTC)
        yield {
            POSITION: float(done),
            # Logistic regression couldn't else tell a first click from a short session's last.
            "first": float(done == 1),
            **_pauses(session.seconds[:done]),
            "hour": float(clock.hour),
            "weekday": WEEKDAYS[clock.weekday()],
            "items": float(len(times)),
            "repeats": float(done - len(times)),
            "same_again": float(done > 1 and session.items[done - 2] == item),
            "times_last": float(times[item]),
            "popularity": popular[-1],
            "popularity_mean": math.fsum(popular) / done,
            "popularity_change": popular[-1] - popular[-2] if done > 1 else MISSING,
            "ends": crowd.ends(item),
            "ends_most": ends,
            "begins": crowd.begins(item),
            "known": float(crowd.seen[item] > 0),
        }


def _pauses(seconds: Sequence[float]) -> Row:
    """Between the clicks so far."""
    pauses = [later - earlier for earlier, later in pairwise(seconds)]
    return {
        "seconds": seconds[-1] - seconds[0],
        "pause": pauses[-1] if pauses else MISSING,
        "pause_before": pauses[-2] if len(pauses) > 1 else MISSING,
        "mean_pause": math.fsum(pauses) / len(pauses) if pauses else MISSING,
        "longest_pause": max(pauses, default=MISSING),
    }
