"""Counts whose attribute is named after what is counted: `capacity_in_cups`, `number_of_slices`,
`processor_cores`, `fill_power`. Owns telling it by the names of attributes; reads no numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain

from pyroaring import BitMap

from retrieval.query.kinds import Kinds
from retrieval.query.reading import Reading
from retrieval.query.things import called_so, head_place
from retrieval.query.tokens import Token

# Of the things looked for, such a share must state it.
MIN_SHARE = 0.03


def named_after(reading: Reading, word: str, value: float, rows: BitMap) -> str | None:
    """The attribute of `rows` that counts `word`: one that is named after nothing else, or else
    the only one whose name ends in it, where some of them have as many."""
    return _most(reading, frozenset(reading.language.forms(word)), value, rows)


def _most(reading: Reading, forms: frozenset[str], value: float, rows: BitMap) -> str | None:
    just: list[tuple[int, str]] = []
    among: list[tuple[bool, str]] = []
    for name, stating, reached in _numeric(reading, forms, value, rows):
        if len(stating) >= MIN_SHARE * len(rows):
            if len(_told(reading, name)) == 1:
                just.append((len(stating), name))
            else:
                among.append((reached, name))
    if just:
        return max(just)[1]
    return among[0][1] if len(among) == 1 and among[0][0] else None


def counted_at(reading: Reading, place: int, value: float) -> str | None:
    """The word at `place`, after the number `value`, where it is no thing but what such things
    count; of the container before it (`set of 3`), the word for its pieces."""
    rows = called_so(reading)
    if not rows or not reading.free(place):
        return None
    token = reading.tokens[place]
    if _may_be_counted(reading, place, token) and named_after(reading, token.key, value, rows):
        return token.key
    return None


def _may_be_counted(reading: Reading, place: int, token: Token) -> bool:
    if not token.word or place == head_place(reading) or place in reading.stop_places():
        return False
    return not Kinds(reading.gazetteers, reading.language).is_category(token.key)


def contained(reading: Reading, place: int, value: float) -> str | None:
    """The word for what a container before the number at `place` holds so many of: pieces of
    `set of 3`."""
    language = reading.language
    before = [token.key for token in reading.tokens[max(0, place - 2) : place]]
    if len(before) < 2 or before[1] not in language.kind_holding:
        return None
    if before[0] not in language.kind_containers:
        return None
    rows = called_so(reading)
    name = _most(reading, language.kind_containers, value, rows) if rows else None
    return _told(reading, name)[-1] if name else None


def _numeric(
    reading: Reading, forms: frozenset[str], value: float, rows: BitMap
) -> Iterator[tuple[str, BitMap, bool]]:
    """Attributes that are named after a word of `forms`, those of `rows` that state one as a
    number, and whether the number lies among theirs."""
    known, units = reading.gazetteers, reading.language.list.units
    for (name, unit), numbers in chain.from_iterable(m.items() for m in known.measures.values()):
        if unit not in units and _is_named(reading, name, forms, first=bool(unit)):
            stating = numbers.rows & rows
            least, most = numbers.span(stating) if stating else (math.inf, -math.inf)
            yield name, stating, least <= value <= most
    for name, texts in known.stated.texts.items():
        if _is_named(reading, name, forms, first=False):
            having = texts.of([f"{value:g}"]) & rows
            yield name, known.stating(name) & rows if having else having, bool(having)


def _is_named(reading: Reading, name: str, forms: frozenset[str], *, first: bool) -> bool:
    """Whether `name` ends in one of `forms`, but for words that only say that it counts; `first`:
    or begins with it, as the fill of a `fill_power` that is told in a unit nobody says."""
    if not any(form in name for form in forms):
        return False
    if not frozenset(reading.language.list.measures.never).isdisjoint(name.split("_")):
        return False
    told = _told(reading, name)
    return bool(told) and (told[-1] in forms or (first and told[0] in forms))


def _told(reading: Reading, name: str) -> list[str]:
    return [part for part in name.split("_") if part not in reading.language.count_words]
