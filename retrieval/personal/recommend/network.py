"""SASRec's network (Kang and McAuley 2018): causal self-attention over a history, and a table of
items that is both what is read and what is answered. Owns no loss and no training.

An item is its own vector plus the mean of its attributes' vectors, so that what few have bought is
known by what it is, and a new item is not nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from retrieval.personal.recommend.items import Items

SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Size:
    width: int = 64
    layers: int = 2
    heads: int = 2
    length: int = 50
    dropout: float = 0.5
    attributes: bool = True


class Block(nn.Module):
    """Attention, then two layers with a GELU between; each is added and then normed."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.heads, self.dropout = size.heads, size.dropout
        self.read = nn.Linear(size.width, 3 * size.width)
        self.write = nn.Linear(size.width, size.width)
        self.attended = nn.LayerNorm(size.width)
        self.widen = nn.Linear(size.width, 4 * size.width)
        self.narrow = nn.Linear(4 * size.width, size.width)
        self.thought = nn.LayerNorm(size.width)

    def forward(self, x: Tensor, sees: Tensor) -> Tensor:  # (R, T, D), (R, 1, T, T)
        x = self.attended(x + self._drop(self.write(self._attend(x, sees))))
        told = self.narrow(functional.gelu(self.widen(x)))
        out: Tensor = self.thought(x + self._drop(told))
        return out

    def _attend(self, x: Tensor, sees: Tensor) -> Tensor:
        rows, length, width = x.shape
        parts = self.read(x).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)  # (R, H, T, D / H)
        seen = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5
        share = self._drop(seen.masked_fill(~sees, -torch.inf).softmax(-1))
        told: Tensor = (share @ value).transpose(1, 2).reshape(rows, length, width)
        return told

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)


class Network(nn.Module):
    def __init__(self, items: Items, size: Size) -> None:
        super().__init__()
        self.size = size
        self.item = nn.Embedding(len(items), size.width)
        self.age = nn.Embedding(size.length, size.width)
        self.normed = nn.LayerNorm(size.width)
        self.blocks = nn.ModuleList(Block(size) for _ in range(size.layers))
        self.attribute: nn.Embedding | None = None
        if size.attributes and items.attribute_names:
            self.attribute = nn.Embedding(len(items.attribute_names), size.width)
        for name in ("attributes", "offsets"):  # the catalogue's, not learned
            self.register_buffer(name, torch.from_numpy(getattr(items, name)), persistent=False)
        self.apply(_begin)

    def table(self) -> Tensor:
        """(N, D)."""
        if self.attribute is None:
            return self.item.weight
        means = functional.embedding_bag(
            self.get_buffer("attributes"),
            self.attribute.weight,
            self.get_buffer("offsets"),
            mode="mean",
            include_last_offset=True,
        )
        return self.item.weight + means

    def forward(self, table: Tensor, items: Tensor, ages: Tensor, sees: Tensor) -> Tensor:
        """What follows each place, as a vector to hold against `table` (N, D): (R, T, D)."""
        x: Tensor = functional.embedding(items, table) + self.age(ages)
        x = functional.dropout(self.normed(x), self.size.dropout, self.training)
        for block in self.blocks:
            x = block(x, sees)
        return x


def _begin(module: nn.Module) -> None:
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, std=SPREAD)
    if isinstance(module, nn.Linear):
        nn.init.zeros_(module.bias)
