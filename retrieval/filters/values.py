"""What rows or slots state in one field, so that a wish is answered for all of them at once.
Owns no meaning: `Wish` says what a value is worth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from retrieval.filters.numbers import Numbers
from retrieval.filters.postings import Postings, as_set, union
from retrieval.filters.predicates import Wish, measured_span
from retrieval.fold import parts, phrase
from retrieval.units import convert
from retrieval.values import Attribute, Op

# Type, value and unit: without the type, 1 and True would be one value.
_Held: TypeAlias = tuple[type, bool | str | tuple[str, ...], str]


class Names:
    """A field whose value, or each of the things it lists, is a name: looked up, not scanned."""

    def __init__(self) -> None:
        self._rows: Postings[str] = Postings()

    def add(self, row: int, value: str) -> None:
        for name in {phrase(value), *parts(value)}:
            self._rows.add(name, row)

    def remove(self, row: int, value: str) -> None:
        for name in {phrase(value), *parts(value)}:
            self._rows.remove(name, row)

    def meeting(self, wish: Wish) -> BitMap:
        """Rows whose value `wish.names`."""
        return self._rows.of(wish.wanted)


class Options:
    """One option over the slots of variants. `stating`: the slots that have it."""

    def __init__(self) -> None:
        self._slots: Postings[str] = Postings()
        self.stating = BitMap()

    def add(self, slot: int, value: str) -> None:
        self._slots.add(value, slot)
        self.stating.add(slot)

    def remove(self, slot: int, value: str) -> None:
        self._slots.remove(value, slot)
        self.stating.discard(slot)

    def meeting(self, wish: Wish) -> BitMap:
        return self._slots.accepted(wish.met_by)

    def saying(self, wish: Wish) -> BitMap:
        """Slots whose value says in words what is wanted."""
        return self._slots.accepted(lambda value: wish.said_in(phrase(value)))


class Facts:
    """One attribute over the rows: numbers by unit in columns, everything else by value.
    `stating`: the rows that have it."""

    def __init__(self) -> None:
        self.stating = BitMap()
        self._rows: Postings[_Held] = Postings()
        self._numbers: dict[str, Numbers] = {}

    def add(self, row: int, attribute: Attribute) -> None:
        value = attribute.value
        self.stating.add(row)
        if isinstance(value, bool | str | tuple):
            self._rows.add((type(value), value, attribute.unit), row)
        else:
            self._numbers.setdefault(attribute.unit, Numbers()).add(row, float(value))

    def remove(self, row: int, attribute: Attribute) -> None:
        """All numbers that the row states of this go at once."""
        value = attribute.value
        self.stating.discard(row)
        if isinstance(value, bool | str | tuple):
            self._rows.remove((type(value), value, attribute.unit), row)
        elif attribute.unit in self._numbers:
            self._numbers[attribute.unit].drop(row)

    def meeting(self, wish: Wish) -> BitMap:
        said = self._rows.accepted(lambda held: wish.met_by(*held[1:]))
        return said | union(_of_numbers(n, unit, wish) for unit, n in self._numbers.items())

    def stated(self, unit: str) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """Rows and their numbers, for each unit that can be told in `unit`."""
        for own, numbers in self._numbers.items():
            factor = convert(1.0, own, unit)
            if factor is not None:
                rows, values = numbers.every()
                yield rows, np.asarray(values * factor)

    def spans(self, unit: str) -> Iterator[tuple[BitMap, tuple[float, float]]]:
        """Rows, and the least and the most that they state in `unit`, in words or as a number;
        what is stated without a unit is taken to be in this one."""
        for value, told in ((held, self._rows.get(held)) for held in self._rows):
            span = measured_span(value[1], value[2], unit)
            if span is not None:
                yield told, span
        for own, numbers in self._numbers.items():
            rows, values = numbers.every()
            for number in np.unique(values[~np.isnan(values)]).tolist():
                stated = convert(number, own, unit) if own else number
                if stated is not None:
                    yield as_set(rows[values == number]), (stated, stated)


def _of_numbers(numbers: Numbers, unit: str, wish: Wish) -> BitMap:
    rows, values = numbers.every()
    if wish.op is Op.BETWEEN:
        stated = convert(values, unit, wish.unit) if wish.unit and unit else values
        if stated is None:
            return BitMap()
        met = (stated >= wish.low) & (stated <= wish.high)
    else:
        wanted = [v for v in np.unique(values).tolist() if wish.met_by(v, unit)]
        met = np.isin(values, wanted)
    return as_set(rows[met])
