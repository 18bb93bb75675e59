"""Lessons -> a ranker: LambdaRank (Burges 2010) over trees that see one column each, so that what
was learned is a sum of curves and can be served and told without LightGBM. Owns no lessons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from retrieval.evaluate.measures import dcg
from retrieval.rank.evidence import NAMES
from retrieval.rank.lessons import Lesson
from retrieval.rank.shapes import FUSION, Curve, Ranker

ROUNDS = 300
SETTINGS = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 20,
    "learning_rate": 0.03,
    "num_leaves": 4,
    "min_data_in_leaf": 100,
    "lambda_l2": 50.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
KNOTS = np.linspace(0.0, 1.0, 41, dtype=np.float32)
SPAN = 1.3
"""What a candidate with all that is learned scores: what is added for a kind that was named or
taken for what is sold out (`retrieval.search`) is measured against it."""
TRUSTED = 0.5
"""Made-up queries are no customers': what they teach counts half, words and meaning alike the
other half."""
FIXED = {"category_kind": 0.2, "usual_kind": 0.2}
"""Not learned: made-up queries come out of titles that name their thing, other shops' don't."""


def learn(lessons: Sequence[Lesson], *, seed: int = 0, threads: int = 1, **about: Any) -> Ranker:
    """More of a column never counts less."""
    model = _fitted(lessons, seed, threads, alone=True)
    learned = {name: _swept(model, place) for place, name in enumerate(NAMES)}
    scale = TRUSTED * SPAN / sum(float(added[-1]) for added in learned.values())
    curves = {}
    for name in NAMES:
        added = scale * learned[name] + FIXED.get(name, 0.0) * KNOTS
        if name in FUSION.curves:
            added = added + (1 - TRUSTED) * SPAN * FUSION.curves[name](KNOTS)
        if added[-1] > 0:
            curves[name] = _curve(added)
    return Ranker(curves, {"lessons": len(lessons), "seed": seed, **about})


def _swept(model: lightgbm.Booster, place: int) -> NDArray[np.float64]:
    """What one column adds at each knot."""
    grid = np.zeros((len(KNOTS), len(NAMES)), dtype=np.float32)
    grid[:, place] = KNOTS
    added = np.asarray(model.predict(grid), dtype=np.float64)
    return np.asarray(added - added[0])


def compared(
    lessons: Sequence[Lesson],
    held_out: Sequence[Lesson],
    ranker: Ranker,
    before: Ranker,
    *,
    threads: int = 1,
) -> dict[str, float]:
    """nDCG@10 on lessons held out: of words and meaning half and half, of the ranker that was
    there `before`, of `ranker`, and of trees that may see all columns at once, which says what
    adding up costs."""
    trees = _fitted(lessons, 0, threads, alone=False)
    return {
        "fusion": _ndcg(held_out, [_scores(FUSION, lesson) for lesson in held_out]),
        "before": _ndcg(held_out, [_scores(before, lesson) for lesson in held_out]),
        "ranker": _ndcg(held_out, [_scores(ranker, lesson) for lesson in held_out]),
        "trees": _ndcg(held_out, [np.asarray(trees.predict(one.columns)) for one in held_out]),
    }


def _fitted(lessons: Sequence[Lesson], seed: int, threads: int, *, alone: bool) -> lightgbm.Booster:
    columns = np.concatenate([lesson.columns for lesson in lessons])
    if alone:
        columns[:, [NAMES.index(name) for name in FIXED]] = 0.0
    data = lightgbm.Dataset(
        columns,
        label=np.concatenate([lesson.right for lesson in lessons]),
        group=[len(lesson.right) for lesson in lessons],
        free_raw_data=False,
    )
    settings: dict[str, Any] = SETTINGS | {"seed": seed, "num_threads": threads}
    if alone:
        settings["interaction_constraints"] = [[place] for place in range(len(NAMES))]
        settings["monotone_constraints"] = [1] * len(NAMES)
    booster: lightgbm.Booster = lightgbm.train(settings, data, num_boost_round=ROUNDS)
    return booster


def _curve(added: NDArray[np.float64]) -> Curve:
    """Without the knots that lie on the line between their neighbours."""
    kept = [0]
    for place in range(1, len(KNOTS) - 1):
        left, here, right = added[place - 1], added[place], added[place + 1]
        if abs(2 * here - left - right) > 1e-9:
            kept.append(place)
    kept.append(len(KNOTS) - 1)
    return Curve(
        tuple(round(float(KNOTS[place]), 4) for place in kept),
        tuple(round(float(added[place]), 5) for place in kept),
    )


def _scores(ranker: Ranker, lesson: Lesson) -> NDArray[Any]:
    columns: Mapping[str, NDArray[np.float32]] = dict(zip(NAMES, lesson.columns.T, strict=True))
    scores: NDArray[Any] = np.sum([part.added for part in ranker.parts(columns)], axis=0)
    return scores


def _ndcg(lessons: Sequence[Lesson], scores: Sequence[NDArray[Any]]) -> float:
    gained = []
    for lesson, given in zip(lessons, scores, strict=True):
        order = np.argsort(-given, kind="stable")
        best = dcg(np.sort(lesson.right)[::-1].tolist(), 10)
        gained.append(dcg(lesson.right[order].tolist(), 10) / best)
    return float(np.mean(gained))
