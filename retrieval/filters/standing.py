"""Ratings and dates of products in columns: what browsing and sorting go by. Owns no order."""

from __future__ import annotations

from datetime import date

import numpy as np

from retrieval.filters.columns import grown
from retrieval.values import Product


class Standing:
    """By row: `rating` NaN for none; `added` a day's ordinal, that of the first day for none."""

    def __init__(self) -> None:
        self.rating = np.empty(0)
        self.rating_count = np.empty(0, dtype=np.int32)
        self.added = np.empty(0, dtype=np.int32)

    def put(self, row: int, product: Product) -> None:
        self.rating = grown(self.rating, row + 1, np.nan)
        self.rating_count = grown(self.rating_count, row + 1, 0)
        self.added = grown(self.added, row + 1, 1)
        self.rating[row] = np.nan if product.rating is None else product.rating
        self.rating_count[row] = product.rating_count
        self.added[row] = (product.added or date.min).toordinal()

    def remove(self, row: int) -> None:
        self.rating[row] = np.nan
        self.rating_count[row], self.added[row] = 0, 1
