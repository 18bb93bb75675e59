"""The keys and values of every running sequence, allocated once. Owns the memory and its layout;
which sequence sits in which slot is the scheduler's business."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
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
        self.slots = slots
        self.heads = heads
        self.max_len = max_len
        shape = (layers, 2, slots, heads, max_len, head_width)
        self._memory = torch.zeros(shape, dtype=dtype, device=device)
        self._rows = [layer.view(-1, head_width) for layer in self._memory]
        self._tables = [layer.view(2, -1, max_len, head_width) for layer in self._memory]
        first = torch.arange(2 * slots * heads, device=device) * max_len
        self._first_row = first.view(2, slots, heads)

    def write_prompts(self, layer: int, first_slot: int, keys: Tensor, values: Tensor) -> None:
        """`keys` and `values` (B, H, T, head width) go to the start of the next B slots.

        What lies behind a shorter prompt's end is padding; each decode step writes its position
        before anything may look at it."""
        slots = slice(first_slot, first_slot + keys.shape[0])
        self._memory[layer, 0, slots, :, : keys.shape[2]] = keys
        self._memory[layer, 1, slots, :, : values.shape[2]] = values

    def rows(self, positions: Tensor) -> Tensor:
        """Where `write_tokens` puts what stands at `positions` (B,) of the first B slots."""
        batch = positions.shape[0]
        return (self._first_row[:, :batch] + positions[:, None]).flatten()  # (2 B H,)

    def write_tokens(self, layer: int, rows: Tensor, keys_values: Tensor) -> None:
        """`keys_values` (2, B, H, head width); `rows` are the same for every layer of a step."""
        self._rows[layer].index_copy_(0, rows, keys_values.flatten(0, 2))

    def read(self, layer: int, slots: int, length: int) -> tuple[Tensor, Tensor]:
        """Views (slots * H, length, head width) of the first `slots` slots."""
        keys, values = self._tables[layer][:, : slots * self.heads, :length]
        return keys, values

    def array(self) -> NDArray[np.float32]:
        """The same memory, (layers, 2, slots, H, max_len, head width); of an fp32 one on a CPU."""
        return self._memory.numpy()

    def move(self, source: int, target: int, length: int) -> None:
        """Slot `source` takes the place of `target`: its first `length` positions."""
        self._memory[:, :, target, :, :length] = self._memory[:, :, source, :, :length]
