"""Bounds on numbers as they are said: `under 50`, `20 to 30 euros`, `4 or more`, `27 inch`. Owns
the cues; what a bound is about is `retrieval.query.settling`'s."""

from __future__ import annotations

from dataclasses import replace

from retrieval.query.ages import age_at, persons_age
from retrieval.query.amounts import (
    Amount,
    Bound,
    amount_at,
    count_before,
    count_named,
    packed,
    suffixed,
)
from retrieval.query.bare_sums import is_round_sum
from retrieval.query.cues import UPWARD, begins_bound, past, past_same, past_tail
from retrieval.query.measured import (
    SLACK,
    counted_attribute,
    measured_attribute,
    topic_of,
)
from retrieval.query.ranges import (
    are_years,
    bare_price_range,
    range_of,
    range_upward,
    second_of,
)
from retrieval.query.reading import Mark, Reading
from retrieval.query.settling import settle

# "around 50" is within a fifth of it.
AROUND = 0.2
# How many tokens before a bound a negation may stand.
REACH = 6
MOST_PEOPLE = 20
LEAST_SPELLED = 10
# Sizes of screens are told without what stands behind the point.
ROUNDED_UNITS = frozenset({"in"})
LEAST_ROUNDED, BEHIND_POINT = 10, 0.95
_TIMES = frozenset({"x", "×", "*"})
_DOWNWARD = ("over", "from_on")
_DENIED = {"under": "from_on", "up_to": "over", "over": "up_to", "from_on": "under"}


def read_bounds(reading: Reading) -> None:
    """Take every bound on a price, a rating or a measure that the catalogue can answer."""
    place = 0
    while place < len(reading.tokens):
        told = persons_age(reading, place) if reading.free(place) else None
        if told is not None:
            reading.take(*told, Mark.OUT)
            place = told[1]
            continue
        bound = _bound_at(reading, place) if reading.free(place) else None
        if bound is None:
            place += 1
            continue
        settle(reading, _of_count(reading, bound))
        place = bound.stop


def _of_count(reading: Reading, bound: Bound) -> Bound:
    """`thread count over 300` bounds no price."""
    named = count_before(reading, bound.start) if bound.amount.bare else None
    if named is None:
        return bound
    return replace(bound, start=named[0], amount=replace(bound.amount, counted=named[1]))


def _bound_at(reading: Reading, place: int) -> Bound | None:
    aged = age_at(reading, place)
    if aged is not None:
        return aged
    cue = reading.language.bounds.at(reading.tokens, place)
    if cue is None:
        return _uncued(reading, place)
    after_cue, said = past_same(reading, *cue), cue[1]
    first_at = past(reading, after_cue, reading.language.price_context)
    first_at = past(reading, first_at, reading.language.nearly)
    first = amount_at(reading, first_at, money=True)
    if first is None:
        return None
    second = second_of(reading, first)
    if second is not None and (said in ("between", "around") or _by_sign(reading, first)):
        return None if are_years(reading, first, second) else _ended(reading, place, first, second)
    if said == "between":
        upward = range_upward(reading, place, first)
        if upward is not None:
            return upward
        said = "from_on" if first.currency else ""
    if said == "having":
        said = "up_to" if first.currency and not first.unit else ""
    if not said:
        return None
    denied_from = _denied_from(reading, place)
    if denied_from is not None and said in _DENIED:
        place, said = denied_from, _DENIED[said]
    first = _either(reading, said, first)
    first = packed(reading, first) if said in _DOWNWARD else first
    return _bound(said, place, past_tail(reading, first.stop), first)


def _ended(reading: Reading, place: int, first: Amount, second: Amount) -> Bound:
    """With what only repeats the upper end: `between 50 and 100 max`."""
    return replace(range_of(place, first, second), stop=past_tail(reading, second.stop))


def _either(reading: Reading, said: str, first: Amount) -> Amount:
    """`under 40 or 50`: whoever says two bounds minds neither, so the wider one counts."""
    joiner = reading.language.alternatives.at(reading.tokens, first.stop)
    other = amount_at(reading, joiner[0], money=True) if joiner else None
    if other is None or said not in (*UPWARD, *_DOWNWARD):
        return first
    widest = max if said in UPWARD else min
    value = widest(first.value, other.value)
    return (
        replace(other, value=value)
        if other.currency or other.unit
        else replace(first, value=value, stop=other.stop)
    )


def _denied_from(reading: Reading, place: int) -> int | None:
    """Where a negation of the cue at `place` begins: `don't show me anything over 100`."""
    language, tokens = reading.language, reading.tokens
    for start in range(max(0, place - REACH), place):
        found = language.deniers.at(tokens, start)
        if found is None or found[0] > place or start in reading.features:
            continue
        between = tokens[found[0] : place]
        said = [
            *language.stop.find(between),
            *language.negation_skipped.find(between),
            *language.weight_words.find(between),
            *language.price_context.find(between),
        ]
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
    second = second_of(reading, first)
    if second is not None and not (first.bare and second.bare):
        return range_of(place, first, second)
    if second is not None and bare_price_range(reading, place, first, second):
        return range_of(place, first, second)
    if first.counted:
        return _for_so_many(reading, place, first)
    named = _named_count(reading, place, first) or _for_four(reading, place, first)
    if named is not None:
        return named
    after = reading.language.bounds_after.at(reading.tokens, first.stop)
    if after is not None and begins_bound(reading, first.stop):
        after = None  # `1.7 litres, at least 2200 watts`
    if after is not None and (bound := _cued_after(reading, place, first, *after)) is not None:
        return bound
    if first.unit and not first.currency and not _is_side(reading, place, first):
        return _just(reading, place, first)
    return _bound("around", place, first.stop, first) if first.currency and not first.unit else None


def _cued_after(reading: Reading, place: int, first: Amount, stop: int, said: str) -> Bound | None:
    """`50 or less`; `4 plus stars`. A bare number after another word may be the number of a model
    (`windows 10 or higher`): at least so much is money only where money is spoken of."""
    by_sign = all(token.sign for token in reading.tokens[first.stop : stop])
    stars = reading.language.rating_units.at(reading.tokens, stop)
    if stars:
        return _bound(said, place, stars[0], replace(first, stars=True))
    if first.stars:
        return _bound(said, place, stop, first)
    money = reading.language.currencies.at(reading.tokens, stop)
    if money and first.bare:
        return _bound(said, place, money[0], replace(first, currency=money[1]))
    of_what = _of_what(reading, said, replace(first, stop=stop))
    if not of_what.bare and first.bare:
        return _bound(said, place, of_what.stop, of_what)
    in_digits = reading.tokens[place].number is not None or first.value >= LEAST_SPELLED
    rounded = is_round_sum(reading, place, first)
    if first.bare and stop - first.stop == 1 and stop < len(reading.tokens) and not rounded:
        return None  # `80 plus power supply`
    rated = reading.language.rating_words.find(reading.tokens[:place])
    after_word = _after_a_word(reading, place) and not (rated and rated[-1][1] == place)
    model = first.bare and said == "from_on" and after_word and not rounded
    if first.currency or first.unit or (in_digits and not model and not (by_sign and first.bare)):
        return _bound(said, place, stop, first)
    return None


def _of_what(reading: Reading, said: str, amount: Amount) -> Amount:
    """`200 or more pages`, `50 or more in a box`; a name behind it may be the thing (`80 plus power
    supply`)."""
    named = count_named(reading, amount.stop) is not None
    after = None if named else suffixed(reading, amount.value, amount.stop)
    return after or (packed(reading, amount) if said in _DOWNWARD else amount)


def _after_a_word(reading: Reading, place: int) -> bool:
    return place > 0 and place - 1 not in reading.stop_places() and reading.tokens[place - 1].word


def _is_side(reading: Reading, place: int, amount: Amount) -> bool:
    """`60 x 120 cm` is no height of 120."""
    beside = [*reading.tokens[max(0, place - 1) : place], *reading.tokens[amount.stop :][:1]]
    return any(token.key in _TIMES for token in beside)


def _for_so_many(reading: Reading, place: int, amount: Amount) -> Bound | None:
    """`for 4 people`, `1000 pieces` where things say for how many they are, or how many they
    have."""
    bound = Bound(place, amount.stop, amount.value, amount.value, amount)
    name = counted_attribute(reading, bound)
    return replace(bound, high=amount.value + _spare(reading, name)) if name else None


def _for_four(reading: Reading, place: int, amount: Amount) -> Bound | None:
    """`a tent for 4`, where what is looked for says for how many people it is."""
    whole = amount.bare and 1 <= amount.value <= MOST_PEOPLE and amount.value == int(amount.value)
    starts = range(max(0, place - 4), place) if whole else ()
    for start in starts:
        found = reading.language.for_so_many.at(reading.tokens, start)
        if found is not None and found[0] == place and reading.free(start, place):
            for counted in reading.language.counting:
                bound = _for_so_many(reading, place, replace(amount, counted=counted))
                if bound is not None:
                    return replace(bound, start=start)
    return None


def _named_count(reading: Reading, place: int, amount: Amount) -> Bound | None:
    """`sleeps 4`, `thread count 400`, by the name of an attribute that says how many."""
    named = count_before(reading, place) if amount.bare else None
    if named is not None:
        bound = _for_so_many(reading, place, replace(amount, counted=named[1]))
        return bound and replace(bound, start=named[0])
    name = reading.tokens[place - 1].key if place else ""
    if not amount.bare or name not in reading.language.list.measures.counting:
        return None
    counted = replace(amount, counted=name)
    high = amount.value + _spare(reading, name)
    bound = Bound(place - 1, amount.stop, amount.value, high, counted)
    return bound if reading.free(place - 1) and counted_attribute(reading, bound) else None


def _spare(reading: Reading, name: str | None) -> int:
    """Of some things, one more does as well: a tent for five people sleeps four."""
    return int(name in reading.language.list.measures.spare)


def _just(reading: Reading, place: int, amount: Amount) -> Bound | None:
    """`27 inch` where what is looked for has such a measure. What is warm enough for frost is
    also what is good for worse."""
    slack = abs(amount.value) * SLACK
    low = amount.value - slack if amount.value >= 0 else None
    bound = Bound(place, amount.stop, low, max(amount.value + slack, _rounded(amount)), amount)
    name = measured_attribute(reading, bound, usual=amount.value >= 0)
    if name is None or not topic_of(reading, place, amount.stop):
        return None
    return replace(bound, attribute=name)


def _rounded(amount: Amount) -> float:
    """People drop what stands behind the point: a 15 inch screen measures 15.6."""
    whole = amount.value >= LEAST_ROUNDED and amount.value == int(amount.value)
    return amount.value + BEHIND_POINT if whole and amount.unit in ROUNDED_UNITS else amount.value


def _bound(said: str, start: int, stop: int, amount: Amount) -> Bound:
    value = amount.value
    if said == "around":
        low, high = round(value * (1 - AROUND), 2), round(value * (1 + AROUND), 2)
        return Bound(start, stop, low, high, amount, around=True)
    if said in ("under", "up_to"):
        return Bound(start, stop, None, value, amount, open_high=said == "under")
    return Bound(start, stop, value, None, amount, open_low=said == "over")


def _by_sign(reading: Reading, first: Amount) -> bool:
    return reading.tokens[first.stop].sign
