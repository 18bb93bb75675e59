"""Amounts with no unit that can only be money: `chairs 100-250`, `two hundred plus`. Owns no
bounds."""

from __future__ import annotations

from itertools import chain

from pyroaring import BitMap

from retrieval.query.amounts import Amount
from retrieval.query.measured import MIN_SHARE, topic_of
from retrieval.query.reading import Reading
from retrieval.query.things import called_so, head_place

LEAST = 10
# Of what the catalogue doesn't call so, only numbers that prices are rounded to are prices.
ROUNDED = 5
LEAST_ROUND = 100


def is_price_range(reading: Reading, place: int, low: Amount, high: Amount) -> bool:
    """Whether it stands right behind the thing looked for, or apart, and such things
    neither measure so much of anything nor say the numbers in their names, nor are they sizes."""
    if not LEAST <= low.value < high.value or not _stands_free(reading, place, high.stop):
        return False
    of_kind, known = called_so(reading), reading.gazetteers
    if not of_kind and (low.value % ROUNDED or high.value % ROUNDED):
        return False
    rows = of_kind or reading.relevant(topic_of(reading, place, high.stop)) or BitMap()
    numbers = [f"{amount.value:g}" for amount in (low, high)]
    told = any(n in known.sizes or known.said.titled(n, rows) for n in numbers)
    return not told and not _measures(reading, rows, low.value, high.value)


def is_round_sum(reading: Reading, place: int, amount: Amount) -> bool:
    """`two hundred`, `5k`: no number of a model, unless such things are called so (`4k`)."""
    names = (reading.said(place, amount.stop).casefold(), f"{amount.value:g}")
    if amount.value == reading.tokens[place].number or amount.value < LEAST_ROUND:
        return False
    rows = called_so(reading) or reading.relevant(topic_of(reading, place, amount.stop))
    return not any(reading.gazetteers.said.titled(name, rows) for name in names)


def _stands_free(reading: Reading, place: int, stop: int) -> bool:
    """Behind the thing, or a comma, and before nothing that it may count."""
    tokens, language = reading.tokens, reading.language
    after = tokens[stop] if stop < len(tokens) else None
    ends = after is None or after.sign or after.key in language.kind_ends
    apart = not tokens[place].glued and not (after is not None and after.glued and after.word)
    before = next((at for at in range(place - 1, -1, -1) if not tokens[at].sign), None)
    if not (ends and apart) or before is None:
        return False
    said_open = tokens[before].key in language.kind_open  # `camping gear`
    return tokens[place - 1].key == "," or said_open or before == head_place(reading)


def _measures(reading: Reading, rows: BitMap, low: float, high: float) -> bool:
    """Whether enough of `rows` state a measure in which both may lie."""
    by_unit = reading.gazetteers.measures.values()
    for numbers in chain.from_iterable(by_name.values() for by_name in by_unit):
        if rows and len(numbers.rows & rows) >= MIN_SHARE * len(rows):
            least, most = numbers.span(numbers.rows & rows)
            if least <= low and high <= most:
                return True
    return False
