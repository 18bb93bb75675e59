"""A text cut into terms that compare: words without case and accents, numbers in digits, a number
with its unit as one measure (`1 litre` and `1000ml` are the same). Owns no language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.fold import fold
from retrieval.units import convert, kind

BREAKS = frozenset(",.;?!\n()")
"""Terms that end a thought; nothing is read across them."""
_TERM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|[%\"&+>]|[,.;:?!\n()]")
SPELT_OUT = 4
_BASE = {"mass": "g", "length": "mm", "volume": "ml", "data": "mb", "time": "s", "power": "w"}


@dataclass(frozen=True, slots=True)
class Term:
    """`key` is what is compared; `start` and `end` are places in the text. `kind` is what a
    measure measures, empty for a word or a bare number."""

    key: str
    start: int
    end: int
    kind: str = ""

    @property
    def breaks(self) -> bool:
        return self.key in BREAKS


class Cutter:
    """`units` and `numbers` are a language's: the symbol of a unit by its names, a number by its
    word. A unit's name among `apart` is one only right after the digits (`10in`, not `10 in`).
    One of `articles` counts one of a unit that is spelt out."""

    def __init__(
        self,
        units: Mapping[str, str],
        numbers: Mapping[str, int],
        apart: frozenset[str],
        articles: frozenset[str],
    ) -> None:
        self._units, self._numbers = units, numbers
        self._apart, self._articles = apart, articles

    def cut(self, text: str) -> list[Term]:
        plain = [self._term(match) for match in _TERM.finditer(text)]
        terms: list[Term] = []
        place = 0
        while place < len(plain):
            term, used = self._measure(plain, place)
            terms.append(term)
            place += used
        return terms

    def _term(self, match: re.Match[str]) -> Term:
        said = match[0]
        if said[0].isdecimal():
            key = re.sub(r"[,.](?=\d{3}(?!\d))", "", said).replace(",", ".")
        else:
            key = fold(said)
            key = str(self._numbers[key]) if key in self._numbers else key or said
        return Term(key, match.start(), match.end())

    def _measure(self, plain: Sequence[Term], place: int) -> tuple[Term, int]:
        term = plain[place]
        if place + 1 == len(plain):
            return term, 1
        unit = plain[place + 1]
        if term.key in self._articles and len(unit.key) >= SPELT_OUT:
            term = Term("1", term.start, term.end)  # a litre
        if not is_number(term.key):
            return term, 1
        glued = unit.start == term.end
        symbol = self._units.get(unit.key)
        if symbol is None or (unit.key in self._apart and not glued):
            return plain[place], 1
        measured = kind(symbol)
        base = _BASE.get(measured, symbol)
        value = convert(float(term.key), symbol, base)
        value = float(term.key) if value is None else value
        return Term(f"{round(value, 1):g}{measured}", term.start, unit.end, measured), 2


def is_number(key: str) -> bool:
    return key[:1].isdecimal() and key.replace(".", "", 1).isdecimal()


def joined(terms: Sequence[Term]) -> str:
    """As one word: `full size`, `full-size` and `fullsize` are the same."""
    return "".join(term.key for term in terms)
