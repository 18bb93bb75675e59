"""Ages as they are said: `for a 3 year old`, `age 5+`, `6 to 9 year olds`. Owns which attribute of
the catalogue says from which age on a thing is meant."""

from __future__ import annotations

from retrieval.query.amounts import Amount, Bound, amount_at
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


def persons_age(reading: Reading, place: int) -> tuple[int, int] | None:
    """From where to where somebody's age is told: `he's about 60`, `my mum is 60`. None for a
    number with a unit or a currency (`i'm about 60 kg`), nor for `for my wife, about 60`, which
    may be a price."""
    tokens, language = reading.tokens, reading.language
    spoken = language.age_of_person.at(tokens, place)
    if spoken is None and tokens[place].key in language.recipients:
        spoken = language.age_is.at(tokens, place + 1)
        place += 1
    if spoken is None:
        return None
    nearly = language.nearly.at(tokens, spoken[0])
    start = nearly[0] if nearly else spoken[0]
    amount = amount_at(reading, start)
    if amount is None or not amount.bare or not 0 < amount.value <= OLDEST:
        return None
    return (place, amount.stop) if _ends_there(reading, amount.stop) else None


def _ends_there(reading: Reading, stop: int) -> bool:
    """Whether nothing follows that the number may count: `i'm 2 sizes bigger`."""
    tokens = reading.tokens
    return stop >= len(tokens) or tokens[stop].sign or bool(reading.language.stop.at(tokens, stop))


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
