"""What a step needs to know of each sequence, as one table: the only copy that goes to the device.
Owns the columns' order."""

from __future__ import annotations

from collections.abc import Sequence as Sequences
from dataclasses import dataclass

import torch
from torch import Tensor

from llm.engine.sequence import Sequence

COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Rows:
    """A row a slot, (B,) each. `uniform` in [0, 1) is the row's next draw."""

    tokens: Tensor  # int64
    positions: Tensor  # int64
    temperature: Tensor  # float32, as all that follow
    top_p: Tensor
    top_k: Tensor
    uniform: Tensor

    @classmethod
    def of(cls, table: Tensor) -> Rows:
        """Of `fill`'s columns, (B, COLUMNS) float64; without a look at a value."""
        numbers = table[:, :2].long()
        knobs = table[:, 2:].float()
        return cls(numbers[:, 0], numbers[:, 1], *knobs.unbind(1))

    def take(self, places: Tensor) -> Rows:
        """The rows at `places`."""
        return Rows(*(getattr(self, name)[places] for name in self.__slots__))


def table_of(sequences: Sequences[Sequence]) -> Tensor:
    """(B, COLUMNS) float64, which holds a token's number and a position exactly."""
    return torch.tensor([sequence.row() for sequence in sequences], dtype=torch.float64)
