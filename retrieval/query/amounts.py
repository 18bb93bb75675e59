"""Numbers with what they count: `$20`, `two hundred euros`, `-5 degrees`, `2kg`. Owns no meaning;
how numbers themselves are written is `retrieval.query.numbers`'s."""

from __future__ import annotations

from dataclasses import dataclass, replace

from retrieval.query.named_counts import contained, counted_at
from retrieval.query.numbers import number_at
from retrieval.query.reading import Reading
from retrieval.units import kind

ANY_CURRENCY = "*"
LONGEST_COUNT = 3
TEMPERATURE = "°c"
_MINUS = frozenset("-−–")


@dataclass(frozen=True, slots=True)
class Amount:
    """`currency` and `unit` are both set where the word can be either (pounds). `counted` is what
    is counted (pages), `stars` says that it is a rating, `aged` an age. `stop` is where it ends."""

    value: float
    stop: int
    currency: str = ""
    unit: str = ""
    counted: str = ""
    stars: bool = False
    aged: bool = False

    @property
    def bare(self) -> bool:
        return not (self.currency or self.unit or self.counted or self.stars)


@dataclass(frozen=True, slots=True)
class Bound:
    """What was said: tokens `start` to `stop`, and the numbers meant; the `attribute` that is
    bounded, where that is clear already."""

    start: int
    stop: int
    low: float | None
    high: float | None
    amount: Amount
    open_low: bool = False
    open_high: bool = False
    around: bool = False
    attribute: str = ""


def amount_at(reading: Reading, place: int, *, money: bool = False) -> Amount | None:
    """The amount that begins at token `place`, if one does and it isn't part of a code. After a
    cue such as `under`, a number with nothing else is `money`."""
    if place in reading.sayings:
        return None
    note = _note_at(reading, place)
    if note is not None:
        return note
    tokens, language = reading.tokens, reading.language
    before = language.currencies.at(tokens, place)
    sign = _minus_at(reading, place)
    start = before[0] if before else sign or place
    number = number_at(reading, start, money=money or before is not None)
    if number is None or not reading.free(place, number[1]):
        return None
    value, stop = number
    if sign:
        return _below_zero(reading, value, stop)
    hyphened = money and start > 0 and tokens[start].start > tokens[start - 1].end  # `sub-50`
    in_code = start > 0 and tokens[start].glued and tokens[start - 1].word
    if in_code and not before and not hyphened:
        return None
    if before:
        return Amount(value, stop, currency=before[1])
    after = suffixed(reading, value, stop)
    glued = stop < len(tokens) and tokens[stop].glued and tokens[stop].word
    if after is None and glued and not language.bounds_after.at(tokens, stop):
        return None
    return after or Amount(value, stop, counted=contained(reading, start, value) or "")


def _note_at(reading: Reading, place: int) -> Amount | None:
    """`a tenner`, `two grand`: money by its name."""
    tokens, language = reading.tokens, reading.language
    found = number_at(reading, place)
    start, count = (found[1], found[0]) if found else (place + 1, 1.0)
    if found is None and not {t.key for t in tokens[place:start]} & language.number_articles:
        return None
    value = language.number_notes.get(tokens[start].key) if start < len(tokens) else None
    if value is None or not reading.free(place, start + 1):
        return None
    return Amount(count * value, start + 1, currency=ANY_CURRENCY)


def _minus_at(reading: Reading, place: int) -> int | None:
    """The place after a minus that a number follows at once, or after the word for it."""
    tokens = reading.tokens
    if place + 1 >= len(tokens) or tokens[place + 1].number is None:
        return None
    by_sign = tokens[place].key in _MINUS and not tokens[place].glued and tokens[place + 1].glued
    return place + 1 if by_sign or tokens[place].key in reading.language.number_minus else None


def _below_zero(reading: Reading, value: float, stop: int) -> Amount | None:
    """Only temperatures go below zero; a bare one is a temperature."""
    after = suffixed(reading, value, stop)
    if after is not None and kind(after.unit) != kind(TEMPERATURE):
        return None
    return Amount(-value, after.stop if after else stop, unit=TEMPERATURE)


def suffixed(reading: Reading, value: float, place: int) -> Amount | None:
    """`value` with what stands after it at `place`. A unit that is a common word, too (`in`),
    must be glued to it, so must the short signs of counting (`4x`, `16th`)."""
    tokens, language = reading.tokens, reading.language
    if place >= len(tokens):
        return None
    stars = language.rating_units.at(tokens, place)
    if stars:
        return Amount(value, stars[0], stars=True)
    glued = tokens[place].glued
    unit = language.units.at(tokens, place)
    if unit and not glued and language.stop.at(tokens, place):
        unit = None
    money = language.currencies.at(tokens, place)
    if unit or money:
        stop = max(found[0] for found in (unit, money) if found)
        same = unit and money and unit[0] == money[0]
        keep_unit = unit if same or (unit and unit[0] == stop) else None
        keep_money = money if same or (money and money[0] == stop) else None
        return Amount(
            value,
            stop,
            currency=keep_money[1] if keep_money else "",
            unit=keep_unit[1] if keep_unit else "",
        )
    counted = language.counted.at(tokens, place)
    if counted and (glued or len(tokens[place].key) > 2):
        return Amount(value, counted[0], counted=tokens[place].key)
    named = count_named(reading, place)
    if named:
        return Amount(value, named[0], counted=named[1])
    word = counted_at(reading, place, value)
    return Amount(value, place + 1, counted=word) if word else None


def packed(reading: Reading, amount: Amount) -> Amount:
    """`50 in a box`, `1000 per pack`: how many of the thing there are."""
    tokens, language, place = reading.tokens, reading.language, amount.stop
    if not amount.bare or place >= len(tokens) or tokens[place].key not in language.packed:
        return amount
    stop = place + 1
    while stop in reading.stop_places():
        stop += 1
    container = tokens[stop].key if stop < len(tokens) else ""
    if container not in language.kind_containers:
        return amount
    return replace(amount, stop=stop + 1, counted=container)


def count_named(reading: Reading, place: int) -> tuple[int, str] | None:
    """The place after the name of an attribute that begins at `place` and counts something, and
    the name: `thread count`. One of a single word may be the thing itself."""
    counts = reading.gazetteers.measures.get("", {})
    for stop in range(min(place + LONGEST_COUNT, len(reading.tokens)), place + 1, -1):
        name = "_".join(token.key for token in reading.tokens[place:stop])
        if (name, "") in counts and reading.free(place, stop):
            return stop, name
    return None


def count_before(reading: Reading, place: int) -> tuple[int, str] | None:
    """Where the name of such an attribute begins that ends at `place`, but for one small word
    (`thread count of`), and the name."""
    ends = (place, place - 1) if place - 1 in reading.stop_places() else (place,)
    for end in ends:
        for start in range(max(0, end - LONGEST_COUNT), end - 1):
            named = count_named(reading, start)
            if named is not None and named[0] == end:
                return start, named[1]
    return None
