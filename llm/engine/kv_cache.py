"""The keys and values of every running sequence, allocated once. Owns the memory and its layout;
which sequence sits in which slot is the scheduler's business."""

from __future__ import annotations

import torch
from torch import Tensor


class KVCache:
    """Slots are kept packed (0 .. running - 1), so that a step reads a view and copies nothing."""

    def __init__(
        self,
        *,
        layers: int,
        slots: int,
        heads: int,
        max_len: int,
        head_width: int,
        dtype: torch.dtype = torch.float32,
        device: torch.device | str = "cpu",
    ) -> None:
        shape = (layers, slots, heads, max_len, head_width)
        self.keys = torch.zeros(shape, dtype=dtype, device=device)
        self.values = torch.zeros(shape, dtype=dtype, device=device)

    @property
    def slots(self) -> int:
        return self.keys.shape[1]

    @property
    def max_len(self) -> int:
        return self.keys.shape[3]

    def write_prompts(self, layer: int, first_slot: int, keys: Tensor, values: Tensor) -> None:
        """`keys` and `values` (B, H, T, head width) go to the start of the next B slots.

        What lies behind a shorter prompt's end is padding; each decode step writes its position
        before anything may look at it."""
        slots = slice(first_slot, first_slot + keys.shape[0])
        self.keys[layer, slots, :, : keys.shape[2]] = keys
        self.values[layer, slots, :, : values.shape[2]] = values

    def write_tokens(self, layer: int, positions: Tensor, keys: Tensor, values: Tensor) -> None:
        """`keys` and `values` (B, H, head width) go to `positions` (B,) of the first B slots."""
        slots = torch.arange(keys.shape[0], device=positions.device)
        self.keys[layer, slots, :, positions] = keys
        self.values[layer, slots, :, positions] = values

    def read(self, layer: int, slots: int, length: int) -> tuple[Tensor, Tensor]:
        """Views (slots, H, length, head width) of the first `slots` slots."""
        return self.keys[layer, :slots, :, :length], self.values[layer, :slots, :, :length]

    def move(self, source: int, target: int, length: int) -> None:
        """Slot `source` takes the place of `target`: its first `length` positions."""
        self.keys[:, target, :, :length] = self.keys[:, source, :, :length]
        self.values[:, target, :, :length] = self.values[:, source, :, :length]
