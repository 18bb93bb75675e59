"""Two columns over the rows: how well liked a product is, and which category it lies in. Owns what
suggestions are ranked by where the number of products doesn't tell."""

from __future__ import annotations

import numpy as np
from pyroaring import BitMap

from retrieval.fold import phrase
from retrieval.sorting import esteem
from retrieval.values import Product

_NOWHERE = -1
SAMPLED = 50_000
"""Of so many products, the commonest categories of a part are those of all."""
LOVED = 20_000
SOLD_OUT = 10.0


class Shelf:
    """Columns grow with the rows; a row that is gone is in no set that is asked about."""

    def __init__(self) -> None:
        self._liked = np.zeros(0, dtype=np.float32)
        self._category = np.full(0, _NOWHERE, dtype=np.int32)
        self._names: list[str] = []
        self._ids: dict[str, int] = {}
        self._loved: BitMap | None = None

    def put(self, row: int, product: Product) -> None:
        self._reach(row)
        sold_out = all(variant.in_stock is False for variant in product.variants)
        self._liked[row] = esteem(product) - SOLD_OUT * sold_out
        self._category[row] = self._id(phrase(product.category))
        self._loved = None

    def best(self, rows: BitMap, most: int) -> list[int]:
        """The best liked of `rows`; of very many, the best among the shop's best."""
        if len(rows) > LOVED:
            rows = rows & self._best_of_all() or rows
        numbers = np.asarray(rows.to_array(), dtype=np.int64)
        liked = self._liked[numbers]
        return [int(row) for row in numbers[np.lexsort((numbers, -liked))][:most]]

    def categories(self, rows: BitMap, most: int) -> list[str]:
        """The folded names of the commonest categories among `rows`."""
        sampled = rows[:: len(rows) // SAMPLED + 1] if len(rows) > SAMPLED else rows
        ids = self._category[np.asarray(sampled.to_array(), dtype=np.int64)]
        counts = np.bincount(ids[ids >= 0], minlength=len(self._names))
        order = np.argsort(-counts, kind="stable")[:most]
        return [self._names[place] for place in order.tolist() if counts[place]]

    def _best_of_all(self) -> BitMap:
        if self._loved is None:
            count = min(LOVED, len(self._liked))
            self._loved = BitMap(np.argpartition(-self._liked, count - 1)[:count].tolist())
        return self._loved

    def _id(self, name: str) -> int:
        if not name:
            return _NOWHERE
        if name not in self._ids:
            self._ids[name] = len(self._names)
            self._names.append(name)
        return self._ids[name]

    def _reach(self, row: int) -> None:
        if row >= len(self._liked):
            more = max(1024, row + 1, 2 * len(self._liked)) - len(self._liked)
            self._liked = np.concatenate([self._liked, np.zeros(more, dtype=np.float32)])
            nowhere = np.full(more, _NOWHERE, dtype=np.int32)
            self._category = np.concatenate([self._category, nowhere])
