"""Two amounts said as one range: `20 to 30 euros`, `from 300 but no more than 450`. Owns no bounds
on one side."""

from __future__ import annotations

from dataclasses import replace

from retrieval.query.amounts import Amount, Bound, amount_at
from retrieval.query.bare_sums import is_price_range
from retrieval.query.cues import UPWARD
from retrieval.query.reading import Reading

YEARS = (1950, 2050)
# How many tokens may stand between a lower end and the cue of the upper one: `, but`.
BETWEEN = 2


def range_of(start: int, first: Amount, second: Amount) -> Bound:
    low, high = sorted((first.value, second.value))
    merged = Amount(
        second.value,
        second.stop,
        currency=second.currency or first.currency,
        unit=second.unit or ("" if second.currency else first.unit),
        counted=second.counted or first.counted,
        stars=second.stars or first.stars,
    )
    return Bound(start, second.stop, low, high, merged)


def second_of(reading: Reading, first: Amount) -> Amount | None:
    """The amount that a word such as `to` joins to `first`."""
    joiner = reading.language.range_to.at(reading.tokens, first.stop)
    return amount_at(reading, joiner[0], money=bool(first.currency)) if joiner else None


def range_upward(reading: Reading, start: int, first: Amount) -> Bound | None:
    """`from 32 up to 42 inch`, `from 300, but under 450`: the upper end with a cue of its own."""
    tokens, language = reading.tokens, reading.language
    for place in range(first.stop, min(first.stop + BETWEEN, len(tokens)) + 1):
        cue = language.bounds.at(tokens, place)
        if cue is not None:
            break
        if place < len(tokens) and not (tokens[place].sign or place in reading.stop_places()):
            return None
    else:
        return None
    second = amount_at(reading, cue[0], money=True) if cue[1] in UPWARD else None
    if second is None or first.value > second.value or not _alike(first, second):
        return None
    return replace(range_of(start, first, second), open_high=cue[1] == "under")


def _alike(first: Amount, second: Amount) -> bool:
    """Of `from 16 gb, up to 500` the two ends are of two things."""
    if first.bare or (first.currency and second.bare):
        return True
    return (first.currency, first.unit, first.counted) == (
        second.currency,
        second.unit,
        second.counted,
    )


def are_years(reading: Reading, first: Amount, second: Amount) -> bool:
    """`from 2019 to 2021` is no price."""
    if not (first.bare and second.bare) or reading.language.price_context.find(reading.tokens):
        return False
    return all(YEARS[0] <= n <= YEARS[1] and n == int(n) for n in (first.value, second.value))


def bare_price_range(reading: Reading, place: int, first: Amount, second: Amount) -> bool:
    """`chairs 100-250`, but no years."""
    joined = reading.language.alternatives.at(reading.tokens, first.stop) is None
    joined = joined and not are_years(reading, first, second)
    return joined and is_price_range(reading, place, first, second)
