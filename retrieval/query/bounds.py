"""Bounds on numbers: prices, ratings, measures. Owns which of them a number is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retrieval.query.amounts import ANY_CURRENCY, Amount, Bound, amount_at
from retrieval.query.measured import counted_attribute, measured_attribute, topic_of
from retrieval.query.phrases import PhraseTable
from retrieval.query.reading import Mark, Reading
from retrieval.units import convert, kind
from retrieval.values import Constraint, Op

# "around 50" is within a fifth of it.
AROUND = 0.2
BEST_RATING = 5
# "27 inch" is within a fiftieth of it.
JUST = 0.02
# How many tokens before a bound a negation may stand.
REACH = 6
_OPPOSITE = {"under": "over", "over": "under"}


def read_bounds(reading: Reading) -> None:
    """Take every bound on a price, a rating or a measure that the catalogue can answer."""
    place = 0
    while place < len(reading.tokens):
        bound = _bound_at(reading, place) if reading.free(place) else None
        if bound is None:
            place += 1
            continue
        _settle(reading, bound)
        place = bound.stop


def _bound_at(reading: Reading, place: int) -> Bound | None:
    cue = reading.language.bounds.at(reading.tokens, place)
    if cue is None:
        return _uncued(reading, place)
    after_cue, said = cue
    first_at = _past(reading, after_cue, reading.language.price_context)
    first = amount_at(reading, first_at)
    if first is None:
        return None
    second = _second(reading, first)
    if second is not None and (said in ("between", "around") or _by_sign(reading, first)):
        return _range(place, first, second)
    if said == "between":
        said = "over" if first.currency else ""
    if not said:
        return None
    denied_from = _denied_from(reading, place)
    if denied_from is not None and said in _OPPOSITE:
        place, said = denied_from, _OPPOSITE[said]
    return _bound(said, place, _past_tail(reading, first.stop), first)


def _denied_from(reading: Reading, place: int) -> int | None:
    """Where a negation of the cue at `place` begins: `don't show me anything over 100`."""
    language, tokens = reading.language, reading.tokens
    for start in range(max(0, place - REACH), place):
        found = language.negators.at(tokens, start)
        if found is None or found[0] > place or start in reading.features:
            continue
        between = tokens[found[0] : place]
        said = [*language.stop.find(between), *language.negation_skipped.find(between)]
        covered = {at for first, stop, _ in said for at in range(first, stop)}
        if len(covered) == len(between) and reading.free(start, place):
            return start
    return None


def _uncued(reading: Reading, place: int) -> Bound | None:
    """An amount whose cue comes after it (`50 or less`), a range with money or a unit, or plain
    money, which stands for "about that much"."""
    first = amount_at(reading, place)
    if first is None:
        return None
    second = _second(reading, first)
    if second is not None and not (first.bare and second.bare):
        return _range(place, first, second)
    if first.counted:
        return _for_so_many(reading, place, first)
    named = _named_count(reading, place, first)
    if named is not None:
        return named
    after = reading.language.bounds_after.at(reading.tokens, first.stop)
    if after is not None:
        by_sign = all(token.sign for token in reading.tokens[first.stop : after[0]])
        stars = reading.language.rating_units.at(reading.tokens, after[0])
        if stars:
            return _bound(after[1], place, stars[0], replace(first, stars=True))
        in_digits = reading.tokens[place].number is not None
        if first.currency or (in_digits and not (by_sign and first.bare)):
            return _bound(after[1], place, after[0], first)
    if first.unit and not first.currency:
        return _just(reading, place, first)
    return _bound("around", place, first.stop, first) if first.currency and not first.unit else None


def _for_so_many(reading: Reading, place: int, amount: Amount) -> Bound | None:
    """`for 4 people` where things say how many they are for: so many, or one more."""
    bound = Bound(place, amount.stop, amount.value, amount.value + 1, amount)
    names = reading.language.counting.get(amount.counted, ())
    return bound if counted_attribute(reading, bound) in names else None


def _named_count(reading: Reading, place: int, amount: Amount) -> Bound | None:
    """`sleeps 4`, by the name of an attribute that says for how many a thing is."""
    name = reading.tokens[place - 1].key if place else ""
    if not amount.bare or name not in reading.language.list.measures.counting:
        return None
    counted = replace(amount, counted=name)
    bound = Bound(place - 1, amount.stop, amount.value, amount.value + 1, counted)
    return bound if reading.free(place - 1) and counted_attribute(reading, bound) else None


def _just(reading: Reading, place: int, amount: Amount) -> Bound | None:
    """`27 inch` where some of what is looked for has just that measure."""
    slack = abs(amount.value) * JUST
    bound = Bound(place, amount.stop, amount.value - slack, amount.value + slack, amount)
    name = measured_attribute(reading, bound)
    topic = reading.relevant(topic_of(reading, place, amount.stop))
    if name is None or topic is None:
        return None
    for (known, unit), numbers in reading.gazetteers.measure_names(kind(amount.unit)):
        said = convert(amount.value, amount.unit, unit)
        if known != name or said is None:
            continue
        if (np.abs(numbers.among(topic) - said) <= JUST * abs(said)).any():
            return bound
    return None


def _bound(said: str, start: int, stop: int, amount: Amount) -> Bound:
    value = amount.value
    if said == "around":
        return Bound(
            start, stop, round(value * (1 - AROUND), 2), round(value * (1 + AROUND), 2), amount
        )
    low, high = (None, value) if said == "under" else (value, None)
    return Bound(start, stop, low, high, amount)


def _range(start: int, first: Amount, second: Amount) -> Bound:
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


def _second(reading: Reading, first: Amount) -> Amount | None:
    joiner = reading.language.range_to.at(reading.tokens, first.stop)
    return amount_at(reading, joiner[0]) if joiner else None


def _by_sign(reading: Reading, first: Amount) -> bool:
    return reading.tokens[first.stop].sign


def _past(reading: Reading, place: int, table: PhraseTable[str]) -> int:
    found = table.at(reading.tokens, place)
    return found[0] if found else place


def _past_tail(reading: Reading, place: int) -> int:
    """Past what only repeats the cue: `under 50 max`, `at most 50 in total`."""
    after = _past(reading, place, reading.language.bounds_after)
    if amount_at(reading, after) is not None:
        return place
    return _past(reading, after, reading.language.price_context)


def _settle(reading: Reading, bound: Bound) -> None:
    """Turn a bound into a constraint; one that the catalogue can't answer stays in the text."""
    amount = bound.amount
    if amount.counted:
        counted = counted_attribute(reading, bound)
        if counted:
            mark = Mark.KEPT if bound.start == bound.stop - 2 else Mark.OUT
            _take(reading, bound, f"attribute:{counted}", mark=mark)
        return
    if amount.stars or _rating_before(reading, bound):
        _take(reading, bound, "rating", reading.language.rating_words)
        return
    measured = measured_attribute(reading, bound) if amount.unit else None
    if amount.unit and _weighs(reading, amount, measured):
        if measured:
            _take(reading, bound, f"attribute:{measured}", unit=amount.unit)
        return
    _take(reading, bound, "price", reading.language.price_context)


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
    new = Constraint(field, Op.BETWEEN, low=bound.low, high=bound.high, unit=unit, words=words)
    before = next((c for c in reading.constraints if c.field == field), None)
    if before is not None:
        reading.constraints.remove(before)
        new = _both(before, new)
    reading.add(new)


def _both(before: Constraint, after: Constraint) -> Constraint:
    """`over 20 and under 50` is one range; where the two exclude each other the later counts."""
    lows = [c.low for c in (before, after) if c.low is not None]
    highs = [c.high for c in (before, after) if c.high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if before.unit != after.unit or (low is not None and high is not None and low > high):
        return after
    words = f"{before.words}, {after.words}"
    return Constraint(after.field, Op.BETWEEN, low=low, high=high, unit=after.unit, words=words)
