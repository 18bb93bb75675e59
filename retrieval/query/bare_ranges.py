"""A range with no unit that can only be money: `chairs 100-250`. Owns no other bounds."""

from __future__ import annotations

from itertools import chain

from pyroaring import BitMap

from retrieval.query.amounts import Amount
from retrieval.query.measured import MIN_SHARE
from retrieval.query.reading import Reading
from retrieval.query.things import called_so, head_place

LEAST = 10


def is_price_range(reading: Reading, place: int, low: Amount, high: Amount) -> bool:
    """Whether it stands right behind the thing looked for, and such things neither measure so
    much of anything nor say the numbers in their names, nor are they sizes."""
    if not LEAST <= low.value < high.value or not _stands_free(reading, place, high.stop):
        return False
    of_kind, known = called_so(reading), reading.gazetteers
    numbers = [f"{amount.value:g}" for amount in (low, high)]
    told = any(n in known.sizes or known.said.titled(n, of_kind) for n in numbers)
    return bool(of_kind) and not told and not _measures(reading, of_kind, low.value, high.value)


def _stands_free(reading: Reading, place: int, stop: int) -> bool:
    """Behind the thing, and before nothing that it may count."""
    tokens, language = reading.tokens, reading.language
    after = tokens[stop] if stop < len(tokens) else None
    ends = after is None or after.sign or after.key in language.kind_ends
    apart = not tokens[place].glued and not (after is not None and after.glued and after.word)
    before = next((at for at in range(place - 1, -1, -1) if not tokens[at].sign), None)
    return ends and apart and before is not None and before == head_place(reading)


def _measures(reading: Reading, rows: BitMap, low: float, high: float) -> bool:
    """Whether enough of `rows` state a measure in which both may lie."""
    by_unit = reading.gazetteers.measures.values()
    for numbers in chain.from_iterable(by_name.values() for by_name in by_unit):
        if len(numbers.rows & rows) >= MIN_SHARE * len(rows):
            least, most = numbers.span(numbers.rows & rows)
            if least <= low and high <= most:
                return True
    return False
