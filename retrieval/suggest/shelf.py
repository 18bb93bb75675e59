"""Which products of a set are liked best, and which categories are the commonest in it. Owns one
column, the rows' categories; what people think of a product is the filters'."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from retrieval.esteem import by_esteem
from retrieval.filters import FilterTable
from retrieval.filters.columns import grown
from retrieval.filters.postings import as_array, as_set
from retrieval.fold import phrase
from retrieval.values import Product

_NOWHERE = -1
SAMPLED = 50_000
"""Of so many products, the commonest categories of a part are those of all."""
LOVED = 20_000


class Shelf:
    """A row that is gone is in no set that is asked about."""

    def __init__(self, filters: FilterTable) -> None:
        self._filters = filters
        self._category = np.empty(0, dtype=np.int32)
        self._names: list[str] = []
        self._ids: dict[str, int] = {}
        self._rows = BitMap()
        self._loved: BitMap | None = None

    def put(self, row: int, product: Product) -> None:
        self._category = grown(self._category, row + 1, _NOWHERE)
        self._category[row] = self._id(phrase(product.category))
        self._rows.add(row)
        self._loved = None

    def remove(self, row: int) -> None:
        self._rows.discard(row)
        self._loved = None

    def best(self, rows: BitMap, most: int) -> list[int]:
        """The best liked of `rows`; of very many, the best among the shop's best."""
        if len(rows) > LOVED:
            rows = rows & self._best_of_all() or rows
        return [int(row) for row in self._by_esteem(rows)[:most]]

    def categories(self, rows: BitMap, most: int) -> list[str]:
        """The folded names of the commonest categories among `rows`."""
        sampled = rows[:: len(rows) // SAMPLED + 1] if len(rows) > SAMPLED else rows
        ids = self._category[as_array(sampled)]
        counts = np.bincount(ids[ids >= 0], minlength=len(self._names))
        order = np.argsort(-counts, kind="stable")[:most]
        return [self._names[place] for place in order.tolist() if counts[place]]

    def _best_of_all(self) -> BitMap:
        if self._loved is None:
            self._loved = as_set(self._by_esteem(self._rows)[:LOVED])
        return self._loved

    def _by_esteem(self, rows: BitMap) -> NDArray[np.int64]:
        return by_esteem(as_array(rows), self._filters)

    def _id(self, name: str) -> int:
        if not name:
            return _NOWHERE
        if name not in self._ids:
            self._ids[name] = len(self._names)
            self._names.append(name)
        return self._ids[name]
