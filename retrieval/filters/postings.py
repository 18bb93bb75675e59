"""Which numbers (rows or slots) hold a value. Owns no meaning of values."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=Hashable)


class Postings(Generic[Value]):
    """A list of numbers for each value that occurs."""

    def __init__(self) -> None:
        self._numbers: dict[Value, array[int]] = {}

    def add(self, value: Value, number: int) -> None:
        held = self._numbers.get(value)
        if held is None:
            held = self._numbers[value] = array("q")
        held.append(number)

    def remove(self, value: Value, number: int) -> None:
        held = self._numbers[value]
        held.remove(number)
        if not held:
            del self._numbers[value]

    def mask(self, accepts: Callable[[Value], bool], size: int) -> NDArray[np.bool_]:
        """(size,) True at the numbers whose value `accepts` takes; each value is asked once."""
        mask = np.zeros(size, dtype=np.bool_)
        for value, numbers in self._numbers.items():
            if accepts(value):
                mask[np.asarray(numbers)] = True
        return mask

    def __bool__(self) -> bool:
        return bool(self._numbers)
