"""How good predicted intents are. Owns the figures; no training, no files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

REJECTION = "out_of_scope"
DRAWS = 1000
SEED = 7


def figures(truth: Sequence[str], predicted: Sequence[str]) -> dict[str, Any]:
    """`accuracy` over all rows, a rejection of an out-of-scope message being right; `macro_f1`
    over the labels of the test; `oos_recall` where the test has such messages, `in_scope_accuracy`
    of the others. Each with a 95 % interval, drawn over rows."""
    labels = sorted(set(truth) | set(predicted))
    place = {label: number for number, label in enumerate(labels)}
    true = np.array([place[label] for label in truth])
    said = np.array([place[label] for label in predicted])
    scored = np.array([place[label] for label in sorted(set(truth))])
    draws = np.random.default_rng(SEED).integers(0, len(true), (DRAWS, len(true)))
    outside = place.get(REJECTION, -1)

    def all_figures(rows: np.ndarray) -> dict[str, float]:
        return _figures(true[rows], said[rows], scored, outside)

    result: dict[str, Any] = dict(all_figures(np.arange(len(true))))
    drawn = [all_figures(rows) for rows in draws]
    for name in list(result):
        values = [one[name] for one in drawn if name in one]
        low, high = np.percentile(values, [2.5, 97.5])
        result[f"{name}_ci95"] = [round(float(low), 4), round(float(high), 4)]
    return {"rows": len(true), **result}


def _figures(
    true: np.ndarray, said: np.ndarray, scored: np.ndarray, outside: int
) -> dict[str, float]:
    right = true == said
    found = {"accuracy": float(right.mean()), "macro_f1": _macro_f1(true, said, scored)}
    is_outside = true == outside
    if is_outside.any():
        found["oos_recall"] = float(right[is_outside].mean())
    if not is_outside.all():
        found["in_scope_accuracy"] = float(right[~is_outside].mean())
    return {name: round(value, 4) for name, value in found.items()}


def _macro_f1(true: np.ndarray, said: np.ndarray, scored: np.ndarray) -> float:
    """Mean over the labels that are there; one that is never said scores 0."""
    scores = []
    for label in scored:
        both = int(((true == label) & (said == label)).sum())
        either = int((true == label).sum() + (said == label).sum())
        if (true == label).any():
            scores.append(2 * both / either)
    return float(np.mean(scores))


def rejection_auroc(known: Sequence[float], outside: Sequence[bool]) -> dict[str, Any]:
    """`oos_auroc`: how often a message that belongs to an intent is taken for better known than one
    that belongs to none, a tie being half. Empty where there are not both."""
    scores, away = np.asarray(known), np.asarray(outside, dtype=bool)
    if away.all() or not away.any():
        return {}
    inside, others = scores[~away], scores[away]
    draw = np.random.default_rng(SEED)
    drawn = [
        _auroc(draw.choice(inside, len(inside)), draw.choice(others, len(others)))
        for _ in range(DRAWS)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    interval = [round(float(low), 4), round(float(high), 4)]
    return {"oos_auroc": round(_auroc(inside, others), 4), "oos_auroc_ci95": interval}


def _auroc(inside: np.ndarray, others: np.ndarray) -> float:
    ordered = np.sort(others)
    below = np.searchsorted(ordered, inside, "left")
    up_to = np.searchsorted(ordered, inside, "right")
    return float((below + up_to).mean() / 2 / len(ordered))
