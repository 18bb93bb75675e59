"""Models beside each other on the same users: predictions first, then the answers are looked at.
Owns the figures, and the file of predictions."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.personal.recommend.held_out import Questions
from retrieval.personal.recommend.items import Items, Rows
from retrieval.personal.recommend.ranking import Progress, best, hit_rate, ndcg, scored, standing
from retrieval.personal.recommend.scorer import Scorer

K = 10
Z95 = 1.96


@dataclass(frozen=True, slots=True)
class Outcome:
    """`ranks` (U,) from 0, ties counted against us; `shown[u]` up to K rows, best first."""

    ranks: NDArray[np.int64]
    shown: list[Rows]

    def figures(self) -> dict[str, float | list[float]]:
        """`hr@10` and `ndcg@10`, each with its 95 % interval over users."""
        columns = {f"hr@{K}": hit_rate(self.ranks, K), f"ndcg@{K}": ndcg(self.ranks, K)}
        told: dict[str, float | list[float]] = {}
        for name, values in columns.items():
            told[name] = round(float(values.mean()), 5) if len(values) else 0.0
            told[f"{name}_ci95"] = _interval(values)
        return told


def _interval(values: NDArray[np.float64]) -> list[float]:
    if len(values) < 2:
        return [0.0, 1.0]
    half = Z95 * float(values.std(ddof=1)) / len(values) ** 0.5
    return [round(float(values.mean()) - half, 5), round(float(values.mean()) + half, 5)]


def judge(scorer: Scorer, asked: Questions, progress: Progress | None = None) -> Outcome:
    """Every user is asked. The scorer is handed histories alone."""
    places, shown = np.empty(len(asked.answers), np.int64), list[Rows]()
    for start, scores in scored(scorer, asked):
        shown += best(scores, K)
        stop = start + len(scores)
        places[start:stop] = standing(scores, asked.answers[start:stop])
        if progress is not None:
            progress(stop, len(places))
    return Outcome(places, shown)


def write_predictions(
    path: Path, users: Sequence[str], shown: Sequence[Rows], items: Items
) -> None:
    """CSV, packed where the name ends in .gz: `user,item_1,...,item_10` in the file's own ids;
    cells stay empty where nothing is left to show."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["user", *(f"item_{place}" for place in range(1, K + 1))])
    for user, best_rows in zip(users, shown, strict=True):
        names = [items.names[row] for row in best_rows]
        rows.writerow([user, *names, *[""] * (K - len(names))])
    data = text.getvalue().encode()
    if path.name.lower().endswith(".gz"):
        data = gzip.compress(data, mtime=0)
    path.write_bytes(data)
