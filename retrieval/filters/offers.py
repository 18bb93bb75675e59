"""Each variant's slot with its price and stock, in columns. Owns which slots a row has."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from retrieval.filters.columns import grown
from retrieval.filters.postings import as_array, as_mask, as_set
from retrieval.filters.predicates import Wish, in_stock_word
from retrieval.values import Op, Product

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

_RANKS = np.asarray([2, 0, 1], dtype=np.int8)
"""By stock as it is held (0 none, 1 some, -1 unknown): which variant is shown first."""
_STATES = ((-1, None), (0, False), (1, True))


class Offers:
    """The slots of a product lie side by side; those of one that is gone serve the next that has
    as many variants."""

    def __init__(self) -> None:
        self._first = np.empty(0, dtype=np.int32)
        self._count = np.empty(0, dtype=np.int32)
        self._owner = np.empty(0, dtype=np.int32)
        self._price = np.empty(0)
        self._stock = np.empty(0, dtype=np.int8)
        self._free: dict[int, list[int]] = {}
        self._used = 0

    def claim(self, row: int, product: Product) -> None:
        """Slots for a row that has none."""
        count = len(product.variants)
        freed = self._free.get(count)
        start = freed.pop() if freed else self._used
        self._used = max(self._used, start + count)
        self._owner = grown(self._owner, self._used, -1)
        self._price = grown(self._price, self._used, np.nan)
        self._stock = grown(self._stock, self._used, -1)
        self._first, self._count = grown(self._first, row + 1, 0), grown(self._count, row + 1, 0)
        self._first[row], self._count[row] = start, count
        self._owner[start : start + count] = row
        self.write(row, product)

    def free(self, row: int) -> None:
        slots = self.slots(row)
        self._owner[slots.start : slots.stop] = -1
        self._free.setdefault(len(slots), []).append(slots.start)
        self._count[row] = 0

    def write(self, row: int, product: Product) -> None:
        """Price and stock of the row's variants."""
        for slot, variant in zip(self.slots(row), product.variants, strict=True):
            self._price[slot] = float(variant.price.amount) if variant.price else np.nan
            self._stock[slot] = -1 if variant.in_stock is None else int(variant.in_stock)

    def slots(self, row: int) -> range:
        start = int(self._first[row])
        return range(start, start + int(self._count[row]))

    def priced(self, wish: Wish, slots: Rows | None = None) -> Mask:
        """(slots,) True where the price is within bounds; of `slots` (n,) alone (n,)."""
        price = self._price[: self._used] if slots is None else self._price[slots]
        if wish.op is not Op.BETWEEN:
            return np.zeros(len(price), dtype=np.bool_)
        priced: Mask = price <= wish.high
        if np.isfinite(wish.low):
            priced &= price >= wish.low
        return priced

    def stocked(self, wish: Wish) -> Mask:
        """(slots,) True where the stock is as wanted."""
        if wish.op is Op.BETWEEN:
            return np.zeros(self._used, dtype=np.bool_)
        wanted = [
            state
            for state, known in _STATES
            if (in_stock_word(known) in wish.wanted) != wish.negated
        ]
        return np.isin(self._stock[: self._used], wanted)

    def mask(self, slots: BitMap) -> Mask:
        return as_mask(slots, self._used)

    def slots_of(self, rows: Mask) -> Mask:
        """(slots,) True at the slots of the rows in the mask; a dead slot belongs to none."""
        owner = self._owner[: self._used]
        if not len(rows):
            return np.zeros(self._used, dtype=np.bool_)
        owned: Mask = rows[owner] & (owner >= 0)
        return owned

    def rows_of(self, slots: BitMap) -> BitMap:
        owners = self._owner[as_array(slots)]
        return as_set(owners[owners >= 0])

    def owners(self, slots: Mask, size: int) -> Mask:
        """(size,) True at the rows that own one of the slots in the mask."""
        owned = np.zeros(size + 1, dtype=np.bool_)
        # Quicker than with the mask itself and int32 as indices.
        owners = self._owner[np.flatnonzero(slots)].astype(np.int64)
        owned[owners] = True  # a dead slot's -1 falls on the last
        return owned[:size]

    def any_of(self, rows: Rows, slots: Mask) -> Mask:
        """(k,) whether each of `rows` (k,), all of them held, owns one of the slots in the mask."""
        if not len(rows):
            return np.zeros(0, dtype=np.bool_)
        own, starts = self.slots_by_row(rows)
        owned: Mask = np.logical_or.reduceat(slots[own], starts)
        return owned

    def slots_by_row(self, rows: Rows) -> tuple[Rows, Rows]:
        """The slots of `rows` (k,) one row after the other, and where each row's begin (k,)."""
        counts = self._count[rows].astype(np.int64)
        starts = np.cumsum(counts) - counts
        shift = np.repeat(self._first[rows] - starts, counts)
        return np.arange(int(counts.sum())) + shift, starts

    def best_prices(self, rows: Rows, passing: Mask | None) -> NDArray[np.float64]:
        """(k,) of each row's variant in the mask: in stock rather than not, then the cheapest;
        infinite where that price is unknown or none is in it."""
        if not len(rows):
            return np.empty(0)
        slots, starts = self.slots_by_row(rows)
        rank = _RANKS[self._stock[slots]]
        if passing is not None:
            rank = np.where(passing[slots], rank, len(_RANKS))
        best = np.minimum.reduceat(rank, starts)
        price = np.where(np.isnan(self._price[slots]), np.inf, self._price[slots])
        chosen = rank == np.repeat(best, self._count[rows])
        return np.minimum.reduceat(np.where(chosen, price, np.inf), starts)

    def sold_out(self, rows: Rows) -> Mask:
        """(k,) whether every variant is known to be out of stock."""
        if not len(rows):
            return np.zeros(0, dtype=np.bool_)
        slots, starts = self.slots_by_row(rows)
        return np.logical_and.reduceat(self._stock[slots] == 0, starts)
