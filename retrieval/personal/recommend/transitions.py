"""What comes after what: the item-to-item weights that tell the next items from the ones before
best, in closed form (SLIT of Choi et al. 2021, "Session-aware linear item-item models").

EASE knows which items belong together, not which came first. Here every place of every history is
one equation: what was had before it, fading, on the left; what was had from there on, fading, on
the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from retrieval.personal.recommend.ease import inverted
from retrieval.personal.recommend.items import Rows
from retrieval.personal.recommend.linear import Linear, strongest
from retrieval.personal.recommend.together import LONGEST, MOST_ITEMS, Often, often_had

RIDGE = 30.0
PAST, FUTURE = 1.0, 2.0
"""In items: what stands `n` places from the cut counts e^(-n / PAST) or e^(-n / FUTURE)."""
BEFORE, AFTER = 20, 8
SCALE = 2.0

Faded = tuple[Rows, NDArray[np.float32]]
"""Places among the frequent items, each once, and how much each counts."""


def transitions(
    histories: Sequence[Rows],
    items: int,
    *,
    ridge: float = RIDGE,
    past: float = PAST,
    future: float = FUTURE,
    scale: float = SCALE,
    most: int = MOST_ITEMS,
) -> Linear:
    """B = (X'X + ridge I)^-1 X'Y, X (equations, M) the pasts and Y the futures."""
    often = often_had(histories, items, most)
    gram, onward = _products(histories, often, past, future)
    weights = onward.times(inverted(gram, ridge)).T.contiguous()
    return strongest(weights, often, scale)


@dataclass(frozen=True, slots=True)
class _Onward:
    """Y'X, of which most is 0: few items ever follow one another. Row after row, the columns and
    values that aren't; row `r` begins at `starts[r]`."""

    columns: Tensor
    values: Tensor
    starts: Tensor

    def times(self, dense: Tensor) -> Tensor:
        return functional.embedding_bag(
            self.columns, dense, self.starts, mode="sum", per_sample_weights=self.values
        )


def _products(
    histories: Sequence[Rows], often: Often, past: float, future: float
) -> tuple[Tensor, _Onward]:
    """X'X (M, M) and Y'X."""
    width = len(often.rows)
    gram = np.zeros(width**2, np.float32)
    places: list[Rows] = [np.empty(0, np.int64)]
    values: list[NDArray[np.float32]] = [np.empty(0, np.float32)]
    for (was, faded), (comes, counts) in _equations(histories, often, past, future):
        gram[was[:, None] * width + was] += faded[:, None] * faded
        places.append((comes[:, None] * width + was).ravel())
        values.append((counts[:, None] * faded).ravel())
    place, back = np.unique(np.concatenate(places), return_inverse=True)
    total = np.bincount(back, np.concatenate(values), len(place)).astype(np.float32)
    starts = np.searchsorted(place, np.arange(width) * width)
    onward = _Onward(*map(torch.from_numpy, (place % max(1, width), total, starts)))
    return torch.from_numpy(gram).view(width, width), onward


def _equations(
    histories: Sequence[Rows], often: Often, past: float, future: float
) -> Iterator[tuple[Faded, Faded]]:
    back = np.exp(-np.arange(BEFORE) / past).astype(np.float32)
    forth = np.exp(-np.arange(AFTER) / future).astype(np.float32)
    for history in histories:
        here = often.place[history[-LONGEST:]]
        for cut in range(1, len(here)):
            was = _once(here[max(0, cut - BEFORE) : cut][::-1], back)
            comes = _once(here[cut : cut + AFTER], forth)
            yield was, comes


def _once(places: Rows, fading: NDArray[np.float32]) -> Faded:
    """The nearest of what stands there twice."""
    found, nearest = np.unique(places, return_index=True)
    known = found >= 0
    return found[known], fading[nearest[known]]
