"""Which numbers (rows or slots) hold a value. Owns no meaning of values."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

Value = TypeVar("Value", bound=Hashable)


class Postings(Generic[Value]):
    """A set of numbers for each value that occurs. Most values of a big catalogue occur once, and
    an empty set costs more than ten numbers: one alone is held as it is."""

    def __init__(self) -> None:
        self._numbers: dict[Value, int | BitMap] = {}

    def add(self, value: Value, number: int) -> None:
        held = self._numbers.get(value)
        if held is None:
            self._numbers[value] = number
        elif isinstance(held, BitMap):
            held.add(number)
        elif held != number:
            self._numbers[value] = BitMap((held, number))

    def add_many(self, value: Value, numbers: NDArray[np.integer[Any]]) -> None:
        """(N,), none of them twice."""
        if len(numbers) == 1:
            self.add(value, int(numbers[0]))
            return
        held = self._numbers.get(value)
        new = as_set(numbers)
        if held is not None:
            new |= held if isinstance(held, BitMap) else BitMap((held,))
        self._numbers[value] = new

    def remove(self, value: Value, number: int) -> None:
        """What isn't there is no error."""
        held = self._numbers.get(value)
        if isinstance(held, BitMap):
            held.discard(number)
            if not held:
                del self._numbers[value]
        elif held == number:
            del self._numbers[value]

    def get(self, value: Value) -> BitMap:
        """The numbers that hold `value`: to read, never to change."""
        held = self._numbers.get(value)
        if held is None:
            return BitMap()
        return held if isinstance(held, BitMap) else BitMap((held,))

    def of(self, values: Iterable[Value]) -> BitMap:
        """The numbers that hold any of `values`."""
        return union(self.get(value) for value in values)

    def accepted(self, accepts: Callable[[Value], bool]) -> BitMap:
        """The numbers whose value `accepts` takes; each value is asked once."""
        return self.of([value for value in self._numbers if accepts(value)])

    def count(self, value: Value) -> int:
        held = self._numbers.get(value)
        return len(held) if isinstance(held, BitMap) else int(held is not None)

    def __contains__(self, value: Value) -> bool:
        return value in self._numbers

    def __iter__(self) -> Iterator[Value]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def union(sets: Iterable[BitMap]) -> BitMap:
    """Of none, an empty one."""
    return BitMap.union(BitMap(), *sets)


def as_array(numbers: BitMap) -> NDArray[np.int64]:
    """Ascending."""
    return np.frombuffer(numbers.to_array(), dtype=np.uint32).astype(np.int64)


def as_mask(numbers: BitMap, size: int) -> NDArray[np.bool_]:
    """(size,) True at the numbers below `size`."""
    mask = np.zeros(size, dtype=np.bool_)
    places = as_array(numbers)
    mask[places[: np.searchsorted(places, size)]] = True
    return mask


def as_set(numbers: NDArray[np.integer[Any]]) -> BitMap:
    return BitMap(array("I", numbers.astype(np.uint32).tobytes()))
