"""Cells as numbers: learnt from the rows that teach, used on all others. Owns which column is a
number and which a kind; no model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import BadInput
from retrieval.personal.predict.table import Table

MISSING = frozenset({"", "na", "nan", "null", "none", "?"})


@dataclass(frozen=True, slots=True)
class Encoding:
    """`kinds` by column: its values, the most frequent first; empty for a column of numbers."""

    kinds: Mapping[str, tuple[str, ...]]

    @classmethod
    def learn(cls, table: Table) -> Encoding:
        return cls({name: _kinds(cells) for name, cells in table.columns.items()})

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.kinds)

    @property
    def categorical(self) -> list[int]:
        """The places of the columns that hold kinds."""
        return [place for place, values in enumerate(self.kinds.values()) if values]

    def encode(self, table: Table) -> NDArray[np.float64]:
        """(N, columns); NaN for what is missing and for a kind that was never seen. Raises
        `BadInput` for a column that isn't there and for a word among numbers."""
        absent = next((name for name in self.kinds if name not in table.columns), None)
        if absent is not None:
            raise BadInput(f"has no column {absent!r}", source=table.source, line=1)
        encoded = [self._column(name, table) for name in self.kinds]
        return np.stack(encoded, axis=1)

    def _column(self, name: str, table: Table) -> NDArray[np.float64]:
        cells, values = table.columns[name], self.kinds[name]
        if values:
            codes = {value: float(code) for code, value in enumerate(values)}
            return np.array([codes.get(cell, np.nan) for cell in cells])
        return np.array([_number(cell, name, row, table) for row, cell in enumerate(cells)])


def _kinds(cells: Sequence[str]) -> tuple[str, ...]:
    """Empty where every cell that is there is a number."""
    said = [cell for cell in cells if cell.casefold() not in MISSING]
    try:
        for cell in said:
            float(cell)
    except ValueError:
        return tuple(value for value, _ in sorted(Counter(said).items(), key=_by_count))
    return ()


def _by_count(counted: tuple[str, int]) -> tuple[int, str]:
    value, count = counted
    return -count, value


def _number(cell: str, name: str, row: int, table: Table) -> float:
    if cell.casefold() in MISSING:
        return np.nan
    try:
        return float(cell)
    except ValueError as error:
        reason = f"{cell!r} in column {name!r} is no number, as all are in the rows that teach"
        raise BadInput(reason, source=table.source, line=row + 2) from error
