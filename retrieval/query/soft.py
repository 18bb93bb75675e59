"""Wishes that only rank: `cheap`, `not too heavy`, `popular`. Owns no ranking."""

from __future__ import annotations

from retrieval.query.reading import Mark, Reading
from retrieval.values import Soft, SoftWish

_SAID_OUTRIGHT = frozenset({Soft.CHEAP, Soft.POPULAR, Soft.NEW})


def read_soft(reading: Reading) -> None:
    """Take what is still free and wishes for something softly. A word that titles may say
    (`compact`) helps ranking as well."""
    for start, stop, wish in reading.language.soft.find(reading.tokens):
        if wish is None or not reading.free(start, stop) or _names_a_thing(reading, stop):
            continue
        words = reading.said(start, stop)
        reading.soft.append(SoftWish(wish, words))
        ranks = stop - start == 1 and wish not in _SAID_OUTRIGHT
        reading.take(start, stop, Mark.KEPT if ranks else Mark.OUT)


def read_soft_negations(reading: Reading) -> None:
    """Those that begin like a negation (`not too expensive`) are read before any negation is."""
    for start, stop, wish in reading.language.soft.find(reading.tokens):
        begins = reading.language.negators.at(reading.tokens, start)
        if wish is not None and begins and begins[0] < stop and reading.free(start, stop):
            reading.soft.append(SoftWish(wish, reading.said(start, stop)))
            reading.take(start, stop, Mark.OUT)


def _names_a_thing(reading: Reading, place: int) -> bool:
    """Glued to what follows, it is a name: `mini-pc`."""
    return place < len(reading.tokens) and reading.tokens[place].glued
