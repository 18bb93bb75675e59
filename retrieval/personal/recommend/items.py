"""Items by number. Owns the numbering, which is random on purpose, and which attributes each has.

Files often number items by first appearance, so that an id tells how late its item came: "the
largest id so far, and one" alone finds one purchase in seventeen of a well-known data set. Nothing
learns from the file's ids; rows are dealt out by a seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
"""Items of one history, oldest first."""


@dataclass(frozen=True, slots=True)
class Items:
    """N items; `names[row]` is the file's id. `attributes[offsets[row]:offsets[row + 1]]` are the
    numbers of an item's attributes."""

    names: tuple[str, ...]
    attribute_names: tuple[str, ...]
    attributes: Rows
    offsets: Rows
    row_of: dict[str, int]

    def __len__(self) -> int:
        return len(self.names)

    def rows(self, items: Iterable[str]) -> Rows:
        """Items that aren't known are left out."""
        found = (self.row_of.get(item) for item in items)
        return np.array([row for row in found if row is not None], np.int64)


def number_items(
    sequences: Iterable[Sequence[str]], attributes: Mapping[str, Sequence[str]], seed: int
) -> Items:
    """Every item of either, in an order that depends on the set of names and the seed alone."""
    names = sorted({item for sequence in sequences for item in sequence} | attributes.keys())
    order = np.random.default_rng(seed).permutation(len(names))
    dealt = tuple(names[place] for place in order)
    return with_attributes(dealt, attributes)


def with_attributes(names: tuple[str, ...], attributes: Mapping[str, Sequence[str]]) -> Items:
    known = tuple(sorted({one for name in names for one in attributes.get(name, ())}))
    number = {one: place for place, one in enumerate(known)}
    lists = [[number[one] for one in attributes.get(name, ())] for name in names]
    offsets = np.cumsum([0, *map(len, lists)], dtype=np.int64)
    flat = np.array([one for listed in lists for one in listed], np.int64)
    return Items(names, known, flat, offsets, {name: row for row, name in enumerate(names)})
