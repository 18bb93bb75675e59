"""What a bound is about: a price, a rating, an age, a count or a measure. Owns the taking of its
words; one that the catalogue can't answer stays in the text."""

from __future__ import annotations

from retrieval.query.ages import age_attribute
from retrieval.query.amounts import ANY_CURRENCY, Amount, Bound
from retrieval.query.measured import counted_attribute, measured_attribute
from retrieval.query.phrases import PhraseTable
from retrieval.query.reading import Mark, Reading
from retrieval.query.things import head_place, renamed_places
from retrieval.values import Constraint, Op

BEST_RATING = 5


def settle(reading: Reading, bound: Bound) -> None:
    """Turn `bound` into a constraint."""
    amount = bound.amount
    if amount.aged:
        name = age_attribute(reading, bound)
        if name:
            _take(reading, bound, f"attribute:{name}", unit=amount.unit)
        return
    if amount.counted:
        counted = counted_attribute(reading, bound)
        if counted:
            language, tokens = reading.language, reading.tokens
            cues = (language.bounds, language.for_so_many)
            cued = bound.low is None or bound.high is None  # `200 or more pages`
            cued = cued or any(table.at(tokens, bound.start) for table in cues)
            _take(reading, bound, f"attribute:{counted}", mark=Mark.OUT if cued else Mark.KEPT)
        return
    if amount.stars or _rating_before(reading, bound):
        _take(reading, bound, "rating", reading.language.rating_words)
        return
    measured = bound.attribute or (measured_attribute(reading, bound) if amount.unit else None)
    if amount.unit and _weighs(reading, amount, measured):
        if measured:
            _take(reading, bound, f"attribute:{measured}", unit=amount.unit)
            _take_name(reading, bound, measured)
        return
    _take(reading, bound, "price", reading.language.price_context)


def _take_name(reading: Reading, bound: Bound, attribute: str) -> None:
    """`120 cm wide`: the word beside a measure that says what is measured names no kind."""
    known = {
        attribute.rpartition("_")[2],
        *reading.language.list.measures.called.get(attribute, ()),
    }
    thing = {head_place(reading), *renamed_places(reading)}
    for place in (bound.start - 2, bound.start - 1, bound.stop, bound.stop + 1):
        if place not in thing and reading.free(place) and reading.tokens[place].key in known:
            reading.take(place, place + 1, Mark.KEPT)


def _weighs(reading: Reading, amount: Amount, measured: str | None) -> bool:
    """Whether a word that may be money or a unit is the unit."""
    if not amount.currency or reading.language.weight_words.find(reading.tokens):
        return True
    if amount.currency in (reading.currency, ANY_CURRENCY):
        return False
    return measured is not None


def _rating_before(reading: Reading, bound: Bound) -> bool:
    """`rated above 4`: a small number right after a word for ratings."""
    if not bound.amount.bare or max(bound.low or 0, bound.high or 0) > BEST_RATING:
        return False
    found = reading.language.rating_words.find(reading.tokens[: bound.start])
    return bool(found) and found[-1][1] == bound.start


def _take(
    reading: Reading,
    bound: Bound,
    field: str,
    context: PhraseTable[str] | None = None,
    unit: str = "",
    mark: Mark = Mark.OUT,
) -> None:
    start = bound.start
    for first, stop, _ in context.find(reading.tokens[:start]) if context else ():
        if stop == start and reading.free(first, stop):
            start = first
    words = reading.said(start, bound.stop)
    reading.take(start, bound.stop, mark)
    new = Constraint(
        field,
        Op.BETWEEN,
        low=bound.low,
        high=bound.high,
        unit=unit,
        words=words,
        open_low=bound.open_low,
        open_high=bound.open_high,
        around=bound.around,
    )
    before = next((c for c in reading.constraints if c.field == field), None)
    if before is not None:
        reading.constraints.remove(before)
        new = _both(before, new)
    reading.add(new)


def _both(before: Constraint, after: Constraint) -> Constraint:
    """`over 20 and under 50` is one range; where the two exclude each other the later counts."""
    lows = [(c.low, c.open_low) for c in (before, after) if c.low is not None]
    highs = [(c.high, not c.open_high) for c in (before, after) if c.high is not None]
    low, open_low = max(lows, default=(None, False))
    high, met = min(highs, default=(None, True))
    if before.unit != after.unit or (low is not None and high is not None and low > high):
        return after
    return Constraint(
        after.field,
        Op.BETWEEN,
        low=low,
        high=high,
        unit=after.unit,
        words=f"{before.words}, {after.words}",
        open_low=open_low,
        open_high=not met,
    )
