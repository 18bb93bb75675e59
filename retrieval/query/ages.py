"""Ages as they are said: `for a 3 year old`, `age 5+`, `6 to 9 year olds`. Owns which attribute of
the catalogue says from which age on a thing is meant."""

from __future__ import annotations

from retrieval.query.amounts import Amount, Bound
from retrieval.query.measured import MIN_SHARE, topic_of
from retrieval.query.numbers import number_at
from retrieval.query.reading import Reading

YEARS = "yr"
OLDEST = 120


def age_at(reading: Reading, place: int) -> Bound | None:
    """An age: whoever is so old can use what is meant from that age on, or from an earlier one."""
    tokens, language = reading.tokens, reading.language
    before = language.age_before.at(tokens, place)
    start = before[0] if before else place
    first = number_at(reading, start)
    if first is None or not 0 <= first[0] <= OLDEST:
        return None
    value, stop = first
    joiner = language.range_to.at(tokens, stop)
    second = number_at(reading, joiner[0]) if joiner else None
    if second is not None:
        value, stop = max(value, second[0]), second[1]
    after = language.age_after.at(tokens, stop) or _after_sign(reading, stop)
    if (before is None and after is None) or not reading.free(place, stop):
        return None
    unit = after[1] if after else YEARS
    stop = after[0] if after else stop
    onward = language.bounds_after.at(tokens, stop)
    stop = onward[0] if onward else stop
    bound = Bound(place, stop, None, value, Amount(value, stop, unit=unit, aged=True))
    return bound if age_attribute(reading, bound) else None


def _after_sign(reading: Reading, place: int) -> tuple[int, str] | None:
    """`3+ years old`."""
    tokens = reading.tokens
    signed = place < len(tokens) and tokens[place].sign
    return reading.language.age_after.at(tokens, place + 1) if signed else None


def age_attribute(reading: Reading, bound: Bound) -> str | None:
    """The attribute by which what is looked for says from which age on it is meant."""
    relevant = reading.relevant(topic_of(reading, bound.start, bound.stop))
    for name in reading.language.list.age.attributes:
        stating = reading.stating(name)
        if relevant is None and stating:
            return name
        if relevant is not None and len(stating & relevant) >= MIN_SHARE * len(relevant):
            return name
    return None
