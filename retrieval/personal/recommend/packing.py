"""Several short histories side by side in one row, so that no time goes into padding.

Nine histories in ten hold fewer than a dozen items: padded to 50, a batch is mostly nothing. What a
history may see, and which place each of its items bears, stays what it would be alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from retrieval.personal.recommend.items import Rows

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Packed:
    """`items`, `ages`, `goals` (R, T) int64: an item, how many follow it in its history (0 for the
    newest), the item to be told next. `sees` (R, 1, T, T) bool: its own history's items up to
    itself. `real` (R, T) bool: there is an item."""

    items: Tensor
    ages: Tensor
    goals: Tensor
    sees: Tensor
    real: Tensor

    def to(self, device: torch.device) -> Packed:
        parts = (self.items, self.ages, self.goals, self.sees, self.real)
        return Packed(*(part.to(device) for part in parts))


def pack(histories: Sequence[Rows], length: int) -> Packed:
    """Each history of two items or more, of which the newest `length` + 1 count: all but the last
    are read, all but the first are goals."""
    parts = [history[-length - 1 :] for history in histories if len(history) > 1]
    rows = _placed([len(part) - 1 for part in parts], length)
    shape = (1 + max((row for row, _ in rows), default=0), length)
    items, ages, goals = (
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
    )
    owner = np.full(shape, NOBODY, np.int64)
    for number, (part, (row, start)) in enumerate(zip(parts, rows, strict=True)):
        here = slice(start, start + len(part) - 1)
        items[row, here], goals[row, here] = part[:-1], part[1:]
        ages[row, here] = np.arange(len(part) - 2, -1, -1)
        owner[row, here] = number
    read, old, told = (torch.from_numpy(array) for array in (items, ages, goals))
    return Packed(read, old, told, _sees(owner), torch.from_numpy(owner != NOBODY))


def _placed(lengths: Sequence[int], length: int) -> list[tuple[int, int]]:
    """(row, start) for each: the longest first, each into the first row that has room."""
    room: list[int] = []
    places = [(0, 0)] * len(lengths)
    for number in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        need = lengths[number]
        row = next((r for r, left in enumerate(room) if left >= need), len(room))
        if row == len(room):
            room.append(length)
        places[number] = (row, length - room[row])
        room[row] -= need
    return places


def _sees(owner: NDArray[np.int64]) -> Tensor:
    """Nobody's places see themselves, for a softmax over nothing has no value."""
    same = torch.from_numpy(owner[:, :, None] == owner[:, None, :])
    return same.tril()[:, None]
