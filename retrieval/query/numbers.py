"""How a number is written or spelled: `1,000`, `1 250`, `two hundred and fifty`, `1.5k`, `half a`
of `half a litre`, the `a` of `a litre`. Owns no meaning: what it counts is
`retrieval.query.amounts`'s."""

from __future__ import annotations

import re

from retrieval.query.reading import Reading

_GROUP = re.compile(r"\d{3}")
_GROUPED = re.compile(r"\d{1,3}\.\d{3}")
TEN = 10
LONGEST_SIGN = 2
"""Letters: `a gb` is no number of them."""


def number_at(reading: Reading, place: int, *, money: bool = False) -> tuple[float, int] | None:
    """The number that begins at token `place`, and the place after it. Of `money`, thousands may
    be parted by a space or a point: `1 250`, `1.250`."""
    tokens, language = reading.tokens, reading.language
    if place >= len(tokens):
        return None
    part = _part_at(reading, place)
    if part is not None:
        return part
    value = tokens[place].number
    found = _spelled(reading, place, money=money) if value is None else None
    if value is None and found is None:
        found = _one_of(reading, place, bound=money)
    if value is not None:
        value, stop = _grouped(reading, place, value, money=money)
        scale = language.number_scales.get(tokens[stop].key) if stop < len(tokens) else None
        scaled = scale and (tokens[stop].glued or len(tokens[stop].key) > 1)
        found = (value * scale, stop + 1) if scale and scaled else (value, stop)
    return found and _and_a_part(reading, *found)


def _part_at(reading: Reading, place: int) -> tuple[float, int] | None:
    """`half a`, `a half`, where a unit follows that it is a part of."""
    tokens, language = reading.tokens, reading.language
    first = place + (tokens[place].key in language.number_articles)
    part = language.number_parts.at(tokens, first)
    if part is None:
        return None
    stop = part[0]
    while (small := language.stop.at(tokens, stop)) is not None:
        stop = small[0]
    return (part[1], stop) if language.units.at(tokens, stop) else None


def _one_of(reading: Reading, place: int, *, bound: bool) -> tuple[float, int] | None:
    """`a kilo of`, `a metre long`, `at least a litre`: the article counts one where nothing follows
    the unit that it may belong to, as in `a foot massager`."""
    tokens, language = reading.tokens, reading.language
    unit = language.units.at(tokens, place + 1)
    if tokens[place].key not in language.number_articles or unit is None:
        return None
    after = tokens[unit[0]] if unit[0] < len(tokens) else None
    ends = after is None or after.sign or after.key in language.kind_ends
    ends = ends or (after is not None and after.key in language.measured_words)
    spelled = len(tokens[place + 1].key) > LONGEST_SIGN
    return (1.0, place + 1) if spelled and (bound or ends) else None


def _and_a_part(reading: Reading, value: float, stop: int) -> tuple[float, int]:
    """`two and a half` litres, `1½ l`."""
    tokens, language = reading.tokens, reading.language
    joined = stop < len(tokens) and tokens[stop].key in language.number_fillers
    glued = stop < len(tokens) and tokens[stop].glued
    start = stop + joined
    part = _part_at(reading, start) if (joined or glued) and start < len(tokens) else None
    return (value + part[0], part[1]) if part else (value, stop)


def _grouped(reading: Reading, place: int, value: float, *, money: bool) -> tuple[float, int]:
    tokens = reading.tokens
    stop = place + 1
    raw = reading.said(place, stop)
    while stop < len(tokens) and _continues(reading, stop, value):
        value, stop = value * 1000 + float(reading.said(stop, stop + 1)), stop + 1
    money = money or reading.language.currencies.at(tokens, stop) is not None
    if not money or reading.language.units.at(tokens, stop):
        return tokens[place].number or 0.0, place + 1
    if _GROUPED.fullmatch(raw):
        return value * 1000, stop
    return value, stop


def _continues(reading: Reading, place: int, value: float) -> bool:
    """Whether this token is the next three digits of a number begun before one space."""
    before, token = reading.tokens[place - 1], reading.tokens[place]
    gap = reading.query[before.end : token.start]
    whole = value >= 1 and value.is_integer() and before.end - before.start <= 3
    return len(gap) == 1 and gap.isspace() and whole and _is_group(reading, place)


def _is_group(reading: Reading, place: int) -> bool:
    return _GROUP.fullmatch(reading.said(place, place + 1)) is not None


def _spelled(reading: Reading, place: int, *, money: bool) -> tuple[float, int] | None:
    """`a hundred`, `two hundred and fifty`, `thirty five`; of money, `two fifty` is 250."""
    tokens, language = reading.tokens, reading.language
    total, current, stop = 0.0, None, place
    while stop < len(tokens):
        key = tokens[stop].key
        following = tokens[stop + 1].key if stop + 1 < len(tokens) else ""
        if key in language.number_words:
            word = language.number_words[key]
            if not current or _adds_to(current, word):
                current = (current or 0) + word
            elif current < TEN <= word and (money or _is_paid(reading, stop)):
                current = current * 100 + word
            else:
                break
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
            and not _begins_another(reading, stop + 1, total)
        ):
            break
        stop += 1
    return None if current is None else (total + current, stop)


def _adds_to(value: float, word: float) -> bool:
    """`twenty five` is one number, `two ten` of `two ten inch pans` are two."""
    return value % 100 == 0 or (word < TEN and value % TEN == 0 and value % 100 > TEN)


def _is_paid(reading: Reading, place: int) -> bool:
    """Whether money follows the spelled number that goes on at `place`."""
    tokens, language = reading.tokens, reading.language
    while place < len(tokens) and tokens[place].key in language.number_words:
        place += 1
    return language.currencies.at(tokens, place) is not None


def _begins_another(reading: Reading, place: int, total: float) -> bool:
    """`one hundred and two hundred` are two numbers."""
    after = reading.tokens[place + 1].key if place + 1 < len(reading.tokens) else ""
    scale = reading.language.number_scales.get(after, 0) if len(after) > 1 else 0
    return 0 < scale <= total
