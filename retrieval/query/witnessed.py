"""Which number is meant that its record states without saying of what: names tell. Of sticks
called `32 GB` the `capacity` is 32, of `5-Port` switches a `ports_quantity` is 5. Owns no units."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from pyroaring import BitMap

from retrieval.filters.postings import union
from retrieval.fold import phrase
from retrieval.query.amounts import Amount
from retrieval.query.reading import Reading

# Of the things whose names say the number, such a share must state the attribute,
STATING = 0.5
# and of those such a share just this number, and so many that it is no accident.
AGREEING = 0.8
FEWEST = 2
# What such a share of the rest state, too, tells nothing: all come one in a pack.
USUAL = 0.5


def witnessed(reading: Reading, amount: Amount, rows: BitMap) -> str | None:
    """The attribute under which most of `rows` that are called `amount` state its number."""
    called = union(reading.gazetteers.said.titled(name, rows) for name in _names(reading, amount))
    if len(called) < FEWEST:
        return None
    never = set(reading.language.list.measures.never)
    best, most = None, 0
    for (name, unit), numbers in reading.gazetteers.measure_names(""):
        stating = len(numbers.rows & called)
        if unit or stating < max(FEWEST, STATING * len(called)):
            continue
        agreeing = int(np.count_nonzero(numbers.among(called) == amount.value))
        if agreeing < AGREEING * stating or not never.isdisjoint(name.split("_")):
            continue
        others = numbers.among((numbers.rows & rows) - called)
        if np.count_nonzero(others == amount.value) >= USUAL * max(len(others), 1):
            continue
        if agreeing > most:
            best, most = name, agreeing
    return best


def _names(reading: Reading, amount: Amount) -> Iterable[str]:
    """How names say it: `32 gb`, `32gb`."""
    language = reading.language
    said = language.list.units.get(amount.unit, (amount.unit,)) if amount.unit else ()
    counted = language.forms(amount.counted) if amount.counted else ()
    for word in (*map(phrase, said), *counted):
        if word:
            yield phrase(f"{amount.value:g} {word}")
            yield phrase(f"{amount.value:g}{word}")
