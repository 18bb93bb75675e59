"""Which items go together: how many histories hold both. Owns the counting.

Where a catalogue is larger than a square matrix allows, only the items had most often take part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from retrieval.personal.recommend.items import Rows

MOST_ITEMS = 16_384
"""A matrix of floats of that width is a gigabyte."""
LONGEST = 200
"""The newest items of a history that count; pairs grow with the square."""


@dataclass(frozen=True, slots=True)
class Often:
    """The M items had most often: `rows` (M,), the most frequent first; `place` (N,) is where an
    item stands among them, -1 where it doesn't."""

    rows: Rows
    place: Rows

    def places(self, items: Rows) -> Rows:
        here = self.place[items]
        return here[here >= 0]


@dataclass(frozen=True, slots=True)
class Together:
    """`counts` (M, M) float32, symmetric, each item's own count on the diagonal."""

    counts: Tensor
    often: Often


def often_had(histories: Sequence[Rows], items: int, most: int = MOST_ITEMS) -> Often:
    """An item counts once a history."""
    had = np.concatenate([np.empty(0, np.int64), *map(np.unique, histories)])
    rows = np.argsort(-np.bincount(had, minlength=items), kind="stable")[:most]
    place = np.full(items, -1, np.int64)
    place[rows] = np.arange(len(rows))
    return Often(rows, place)


def count_together(histories: Sequence[Rows], items: int, *, most: int = MOST_ITEMS) -> Together:
    often = often_had(histories, items, most)
    width = len(often.rows)
    counts = np.zeros(width**2, np.float32)
    for history in histories:
        here = often.places(np.unique(history[-LONGEST:]))
        counts[here[:, None] * width + here] += 1  # no pair twice: it is a set
    return Together(torch.from_numpy(counts).view(width, width), often)
