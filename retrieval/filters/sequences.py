"""For each row a sequence of small numbers (the words of a text), flat in one array. Owns no
words: whoever numbers them does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.filters.columns import grown

Numbers = NDArray[np.int64]
MIN_WASTE = 65_536


class Sequences:
    """What a row held before leaves a hole; when holes outgrow the rest they are closed."""

    def __init__(self) -> None:
        self._flat = np.empty(0, dtype=np.uint32)
        self._start = np.empty(0, dtype=np.int64)
        self._length = np.empty(0, dtype=np.int32)
        self._used = 0
        self._held = 0

    def put(self, row: int, numbers: Sequence[int]) -> None:
        self.remove(row)
        self._start = grown(self._start, row + 1, 0)
        self._length = grown(self._length, row + 1, 0)
        if self._used - self._held > max(self._held, MIN_WASTE):
            self._close_holes()
        stop = self._used + len(numbers)
        self._flat = grown(self._flat, stop, 0)
        self._flat[self._used : stop] = numbers
        self._start[row], self._length[row] = self._used, len(numbers)
        self._used, self._held = stop, self._held + len(numbers)

    def remove(self, row: int) -> None:
        """A row that holds nothing is no error."""
        if row < len(self._length):
            self._held -= int(self._length[row])
            self._length[row] = 0

    def of(self, row: int) -> NDArray[np.uint32]:
        if row >= len(self._length):
            return self._flat[:0]
        start = self._start[row]
        return self._flat[start : start + self._length[row]]

    def lengths(self, rows: Numbers) -> Numbers:
        lengths = np.zeros(len(rows), dtype=np.int64)
        known = rows < len(self._length)
        lengths[known] = self._length[rows[known]]
        return lengths

    def together(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """What all of `rows` (N,) hold, one after the other (M,), and whose place in `rows` each
        is (M,)."""
        lengths = self.lengths(rows)
        ends = np.cumsum(lengths)
        owner = np.repeat(np.arange(len(rows)), lengths)
        if not len(owner):
            return owner, owner
        starts = self._start[rows[lengths > 0]]
        shift = starts - (ends - lengths)[lengths > 0]
        places = np.arange(len(owner)) + np.repeat(shift, lengths[lengths > 0])
        return self._flat[places].astype(np.int64), owner

    def saying(self, phrase: Sequence[int], rows: Numbers, lengths: Numbers) -> Numbers:
        """Those of `rows` (N,) that hold `phrase` unbroken in their first `lengths` (N,)."""
        lengths = np.minimum(self.lengths(rows), lengths)
        long = lengths >= len(phrase)
        rows, lengths = rows[long], lengths[long]
        if not len(rows):
            return rows
        places, ends = self._places(rows, lengths)
        found = np.flatnonzero(self._flat[places] == phrase[0])
        owner = np.searchsorted(ends, found, side="right")
        fits = found + len(phrase) <= ends[owner]
        found, owner = found[fits], owner[fits]
        for step, number in enumerate(phrase[1:], 1):
            same = self._flat[places[found] + step] == number
            found, owner = found[same], owner[same]
        return rows[np.unique(owner)]

    def pairs(self, rows: Numbers, lengths: Numbers) -> tuple[NDArray[np.uint32], Numbers]:
        """Every number in the first `lengths` (N,) of `rows` (N,), and whose it is; sorted by
        number, then by row, no pair twice."""
        lengths = np.minimum(self.lengths(rows), lengths)
        places, _ = self._places(rows, lengths)
        numbers, owners = self._flat[places], np.repeat(rows, lengths)
        order = np.lexsort((owners, numbers))
        numbers, owners = numbers[order], owners[order]
        new = np.ones(len(numbers), dtype=np.bool_)
        new[1:] = (numbers[1:] != numbers[:-1]) | (owners[1:] != owners[:-1])
        return numbers[new], owners[new]

    def _places(self, rows: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
        """Where the first `lengths` (N,) of `rows` (N,) lie, row after row, and where each ends
        among those places."""
        ends = np.cumsum(lengths)
        shift = self._start[rows] - (ends - lengths)
        return np.arange(int(lengths.sum())) + np.repeat(shift, lengths), ends

    def nbytes(self) -> int:
        return self._flat.nbytes + self._start.nbytes + self._length.nbytes

    def _close_holes(self) -> None:
        rows = np.flatnonzero(self._length)
        kept = [self.of(row) for row in rows.tolist()]
        flat = np.concatenate(kept) if kept else self._flat[:0].copy()
        self._start[rows] = np.cumsum(self._length[rows]) - self._length[rows]
        self._flat, self._used, self._held = flat, len(flat), len(flat)
