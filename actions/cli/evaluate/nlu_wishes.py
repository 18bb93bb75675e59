"""How well two wishes in one message are told from one. Owns the figures alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

DRAWS, SEED = 1000, 7


def several(truth: Sequence[set[str]], heard: Sequence[list[str]]) -> dict[str, Any]:
    """`multi_precision`: of the messages taken for more than one wish, those with just these;
    `multi_recall`: of the messages that hold more than one, those heard as just these. Each with a
    95 % interval, drawn over rows. Empty where nothing was asked."""
    if not truth:
        return {}
    told = np.array([len(set(one)) > 1 for one in heard])
    true = np.array([len(own) > 1 for own in truth])
    right = np.array([own == set(one) for own, one in zip(truth, heard, strict=True)]) & true
    draws = np.random.default_rng(SEED).integers(0, len(truth), (DRAWS, len(truth)))
    found: dict[str, Any] = {"multi_rows": len(truth)}
    for name, among in (("multi_precision", told), ("multi_recall", true)):
        found[name] = round(_share(right, among), 4)
        low, high = np.percentile([_share(right[d], among[d]) for d in draws], [2.5, 97.5])
        found[f"{name}_ci95"] = [round(float(low), 4), round(float(high), 4)]
    return found


def _share(right: np.ndarray, among: np.ndarray) -> float:
    return float(right[among].mean()) if among.any() else 0.0
