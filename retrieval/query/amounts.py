"""Numbers with what they count: `$20`, `two hundred euros`, `1.5k`, `2kg`. Owns no meaning."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.query.reading import Reading

ANY_CURRENCY = "*"


@dataclass(frozen=True, slots=True)
class Amount:
    """`currency` and `unit` are both set where the word can be either (pounds). `counted` is what
    is counted (pages), `stars` says that it is a rating. `stop` is the place after it."""

    value: float
    stop: int
    currency: str = ""
    unit: str = ""
    counted: str = ""
    stars: bool = False

    @property
    def bare(self) -> bool:
        return not (self.currency or self.unit or self.counted or self.stars)


@dataclass(frozen=True, slots=True)
class Bound:
    """What was said: tokens `start` to `stop`, and the numbers meant."""

    start: int
    stop: int
    low: float | None
    high: float | None
    amount: Amount


def amount_at(reading: Reading, place: int) -> Amount | None:
    """The amount that begins at token `place`, if one does and it isn't part of a code."""
    tokens, language = reading.tokens, reading.language
    before = language.currencies.at(tokens, place)
    start = before[0] if before else place
    number = _number_at(reading, start)
    if number is None or not reading.free(place, number[1]):
        return None
    value, stop = number
    if start > 0 and tokens[start].glued and tokens[start - 1].word and not before:
        return None
    if before:
        return Amount(value, stop, currency=before[1])
    after = _suffix(reading, value, stop)
    if after is None and stop < len(tokens) and tokens[stop].glued and tokens[stop].word:
        return None
    return after or Amount(value, stop)


def _suffix(reading: Reading, value: float, place: int) -> Amount | None:
    """What stands after a number. A unit that is a common word, too (`in`), must be glued to it,
    so must the short signs of counting (`4x`, `16th`)."""
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
    return None


def _number_at(reading: Reading, place: int) -> tuple[float, int] | None:
    tokens, language = reading.tokens, reading.language
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.number is None:
        return _spelled(reading, place)
    stop = place + 1
    if stop < len(tokens):
        scale = language.number_scales.get(tokens[stop].key)
        if scale and (tokens[stop].glued or len(tokens[stop].key) > 1):
            return token.number * scale, stop + 1
    return token.number, stop


def _spelled(reading: Reading, place: int) -> tuple[float, int] | None:
    """`a hundred`, `two hundred and fifty`, `thirty five`."""
    tokens, language = reading.tokens, reading.language
    total, current, stop = 0.0, None, place
    while stop < len(tokens):
        key = tokens[stop].key
        following = tokens[stop + 1].key if stop + 1 < len(tokens) else ""
        if key in language.number_words:
            current = (current or 0) + language.number_words[key]
        elif key in language.number_scales and len(key) > 1 and (current is not None):
            total, current = total + current * language.number_scales[key], 0.0
        elif (
            key in language.number_articles
            and current is None
            and (following in language.number_scales and len(following) > 1)
        ):
            current = 1.0
        elif not (
            key in language.number_fillers
            and current == 0.0
            and total
            and following in language.number_words
        ):
            break
        stop += 1
    return None if current is None else (total + current, stop)
