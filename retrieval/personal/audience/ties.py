"""What ties other products to those of a campaign: bought in the same orders, alike by what is
written of them. Owns the counting beforehand, so that a customer is scored by a few look-ups.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from retrieval.personal.audience.campaign import Aim
from retrieval.personal.audience.likeness import Likeness
from retrieval.personal.suggest.demand import Demand

EACH = 10
"""Of a campaign's products, the nearest that are kept for another: a customer may have had some."""
FLOOR = 0.5
"""Cosines below it are no likeness."""


@dataclass(frozen=True, slots=True)
class Tie:
    """`value` is a cosine: of the orders that hold the two, or of their texts."""

    target: str
    value: float
    count: int = 0


Ties = Mapping[str, tuple[Tie, ...]]
"""Product -> its ties to the campaign's, the strongest first."""


def bought_together(aim: Aim, demand: Demand) -> Ties:
    found: dict[str, list[Tie]] = {}
    for target in aim.products:
        for other, count in demand.together(target).items():
            cosine = count / math.sqrt(demand.with_[other] * demand.with_[target])
            found.setdefault(other, []).append(Tie(target, min(1.0, cosine), count))
    return {other: _nearest(ties) for other, ties in found.items()}


def alike(aim: Aim, others: Iterable[str], likeness: Likeness) -> Ties:
    targets, anchors = sorted(aim.products), sorted(set(others))
    if not targets or not anchors:
        return {}
    cosines = likeness.between(targets, anchors)
    found: dict[str, tuple[Tie, ...]] = {}
    for column, anchor in enumerate(anchors):
        rows = np.argsort(-cosines[:, column], kind="stable")[: EACH + 1]
        near = [Tie(targets[row], float(cosines[row, column])) for row in rows.tolist()]
        kept = [tie for tie in near if tie.value >= FLOOR and tie.target != anchor]
        if kept:
            found[anchor] = _nearest(kept)
    return found


def _nearest(ties: list[Tie]) -> tuple[Tie, ...]:
    return tuple(sorted(ties, key=lambda one: (-one.value, one.target))[:EACH])
