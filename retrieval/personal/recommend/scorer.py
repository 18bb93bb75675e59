"""What every model is to those who use it: histories in, a score for each item out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor

from retrieval.personal.recommend.items import Rows


class Scorer(Protocol):
    """Higher is better. What was already had is scored like anything else: who asks masks it."""

    def scores(self, histories: Sequence[Rows]) -> Tensor:
        """(B, N) float32, one row a history; may be written to."""
        ...


def padded(histories: Sequence[Rows], length: int, fill: int) -> Tensor:
    """(B, T) int64, the newest `length` items at the right end, T the longest of them (1 or
    more)."""
    width = max(1, min(length, max(map(len, histories), default=1)))
    out = torch.full((len(histories), width), fill, dtype=torch.int64)
    for place, history in enumerate(histories):
        newest = history[-width:]
        if len(newest):
            out[place, width - len(newest) :] = torch.from_numpy(newest)
    return out
