"""Item-to-item weights: a history's score for an item is the sum of what each of its items says,
the older the less. Owns scoring; `ease`, `neighbours` and `transitions` make the weights.

Of each item's weights only the strongest are kept: a hundred times less to store and to add up, and
nothing is lost that can be measured.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from retrieval.personal.recommend.items import Rows
from retrieval.personal.recommend.scorer import padded
from retrieval.personal.recommend.together import LONGEST, Often

KEPT = 400


class Linear:
    """`columns` (M, K) int32 and `values` (M, K) float32: what an item says of K others, for the M
    items that were had often, whose rows among the N of the catalogue are `rows` (M,). What was had
    `age` items ago says e^(-age / scale) of what the newest says.
    """

    def __init__(
        self, columns: Tensor, values: Tensor, rows: Tensor, items: int, scale: float
    ) -> None:
        self.columns, self.values, self.rows, self.items = columns, values, rows, items
        self.scale = scale
        self._place = torch.full((items + 1,), -1, dtype=torch.int64)
        self._place[rows] = torch.arange(len(rows))

    def scores(self, histories: Sequence[Rows]) -> Tensor:
        had = padded(histories, LONGEST, self.items)  # (B, T)
        place = self._place[had]
        say = self._say(had).masked_fill(place < 0, 0.0)
        user, age = say.nonzero(as_tuple=True)
        told = place[user, age]  # (P,) the items that say something, P of all histories together
        added = say[user, age, None] * self.values[told]  # (P, K)
        where = user[:, None] * self.items + self.columns[told]
        out = torch.zeros(len(histories) * self.items)
        return out.index_add_(0, where.view(-1), added.view(-1)).view(-1, self.items)

    def state(self) -> dict[str, Tensor]:
        """What `__init__` takes, as tensors."""
        return {"columns": self.columns, "values": self.values, "rows": self.rows}

    def _say(self, had: Tensor) -> Tensor:
        """(B, T): of what was had twice, the older says nothing."""
        age = torch.arange(had.shape[1] - 1, -1, -1)
        again = (had[:, :, None] == had[:, None, :]).triu(1).any(2)
        return torch.exp(-age / self.scale).expand(had.shape).masked_fill(again, 0.0)


def strongest(weights: Tensor, often: Often, scale: float, kept: int = KEPT) -> Linear:
    """Of `weights` (M, M), row -> column, the `kept` of each row that are furthest from 0."""
    rows = torch.from_numpy(often.rows)
    parts = [_strongest(part, kept) for part in torch.split(weights, 1_024)]
    columns, values = (torch.cat(side) for side in zip(*parts, strict=True))
    return Linear(rows[columns].int(), values, rows, len(often.place), scale)


def _strongest(weights: Tensor, kept: int) -> tuple[Tensor, Tensor]:
    columns = weights.abs().topk(min(kept, weights.shape[1]), dim=1).indices
    return columns, weights.gather(1, columns)
