"""The numbers that rows state of one thing (a weight in grams), in a column. Owns no units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from retrieval.filters.columns import grown
from retrieval.filters.postings import as_array

Values = NDArray[np.float64]


class Numbers:
    """A row may state several. Sorted by row; a number that is gone is NaN until its place is
    used again. `rows` are those that state any: to read, never to change."""

    def __init__(self) -> None:
        self.rows = BitMap()
        self._rows = np.empty(0, dtype=np.int64)
        self._values = np.empty(0)
        self._used = 0
        self._span: tuple[float, float] | None = None

    def __len__(self) -> int:
        """How many rows state any."""
        return len(self.rows)

    def add(self, row: int, value: float) -> None:
        self._span = None
        self.rows.add(row)
        start, stop = self._places(row)
        for place in range(start, stop):
            if np.isnan(self._values[place]):
                self._values[place] = value
                return
        if stop < self._used:
            self._make_room(stop)
        else:
            self._rows = grown(self._rows, self._used + 1, 0)
            self._values = grown(self._values, self._used + 1, np.nan)
        self._rows[stop], self._values[stop] = row, value
        self._used += 1

    def drop(self, row: int) -> None:
        """All that the row states; a row that states nothing is no error."""
        self._span = None
        start, stop = self._places(row)
        self._values[start:stop] = np.nan
        self.rows.discard(row)

    def every(self) -> tuple[NDArray[np.int64], Values]:
        """Rows (N,) and their numbers (N,), NaN for none."""
        return self._rows[: self._used], self._values[: self._used]

    def among(self, rows: BitMap) -> Values:
        """What those of `rows` state that state any."""
        stating = self.rows & rows
        if len(stating) == len(self.rows):
            values = self._values[: self._used]
        else:
            wanted = as_array(stating)
            first = np.searchsorted(self._rows[: self._used], wanted)
            last = np.searchsorted(self._rows[: self._used], wanted, side="right")
            if (last - first == 1).all():
                values = self._values[first]
            else:
                pieces = [self._values[a:b] for a, b in zip(first, last, strict=True)]
                values = np.concatenate(pieces)
        return values[~np.isnan(values)]

    def span(self, rows: BitMap | None = None) -> tuple[float, float]:
        """The least and the greatest, of all or of those `rows`; at least one must state any."""
        if rows is not None:
            values = self.among(rows)
            return float(values.min()), float(values.max())
        if self._span is None:
            self._span = self.span(self.rows)
        return self._span

    def _places(self, row: int) -> tuple[int, int]:
        held = self._rows[: self._used]
        if not self._used or row > held[-1]:
            return self._used, self._used
        return int(np.searchsorted(held, row)), int(np.searchsorted(held, row, side="right"))

    def _make_room(self, place: int) -> None:
        """Seldom: an old product states this for the first time."""
        self._rows = np.insert(self._rows[: self._used], place, 0)
        self._values = np.insert(self._values[: self._used], place, np.nan)
