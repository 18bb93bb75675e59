"""What is said of goods, as entities: brand, colour, size, price. Owns what the search's
understanding tells of them, and what it leaves aside because no product needs it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.entities.entity import Entity
from actions.mentions import Amount, Found
from retrieval.fold import fold, phrase
from retrieval.query import Language
from retrieval.query.tokens import tokenise
from retrieval.units import convert, kind
from retrieval.values import Constraint, Understood

SIZED = {"length": "cm", "volume": "ml", "data": "gb", "mass": "g"}
"""What is measured of a thing's size, and the unit that it is compared in."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Span = tuple[int, int]


class Wanted:
    """`colours` are those of the catalogue: words that are things elsewhere are colours here."""

    def __init__(self, language: Language, colours: frozenset[str]) -> None:
        self._language, self._colours = language, colours
        self._common = {colour for colour in colours if not language.is_thing(colour)}
        units = language.list.units
        self._units = {
            fold(name): symbol
            for symbol, names in units.items()
            if kind(symbol) in SIZED
            for name in names
            if fold(name)
        }
        # "20 in black" is no length, "20in" is.
        names = "|".join(sorted(map(re.escape, set(self._units) - {"in"}), key=len, reverse=True))
        self._measure = re.compile(
            rf"(?<![\w.,])(\d+(?:[.,]\d+)?)(?:\s?({names})|(in))(?!\w)", re.IGNORECASE
        )
        sizes = {name for names in language.list.size.names.values() for name in names}
        letters = sorted((n.upper() for n in sizes if len(n) <= len("xxxl")), key=len, reverse=True)
        self._letter = re.compile(rf"(?<![\w'.])(?:{'|'.join(letters)})(?![\w'])")

    def entities(
        self, text: str, understood: Understood, said: Sequence[Found], names: Sequence[Span]
    ) -> list[Entity]:
        """`names` are where goods are named: no colour and no size is read out of a name."""
        found = [*self._told(text, understood, said), *self._measures(text), *self._letters(text)]
        found += self._coloured(text)
        kept = [one for one in found if not _within(one, names)]
        return kept + _sums(said, kept)

    def _told(self, text: str, understood: Understood, said: Sequence[Found]) -> list[Entity]:
        found = []
        for one in understood.constraints:
            start = max(0, text.find(one.words))
            span = (start, start + len(one.words))
            if one.field == "price" and not self._is_sum(one, said, span):
                found.append(Entity("price", _price(one), *span))
            elif one.field == "brand":
                found += [Entity("brand", value, *span) for value in one.values]
            elif one.field == "size":
                found += [Entity("size", value, *span) for value in self._sizes(text, one)]
        return found

    def _is_sum(self, one: Constraint, said: Sequence[Found], span: Span) -> bool:
        """Whether a sum is said and no bound: `you charged me 40 euros`."""
        tokens = tokenise(one.words)
        bounds = (self._language.bounds, self._language.bounds_after, self._language.nearly)
        bounded = any(True for table in bounds for _ in table.find(tokens))
        sums = [one for one in said if isinstance(one.value, Amount)]
        return not bounded and any(s.start < span[1] and span[0] < s.end for s in sums)

    def _sizes(self, text: str, one: Constraint) -> Sequence[str]:
        """Those that are named: `too small` complains of a size."""
        said = one.words.split(", ")
        if len(said) != len(one.values):
            return one.values
        wishes = self._language.list.refine
        complaints = [fold(wish) for wish in (*wishes.bigger, *wishes.smaller)]
        heard = f" {fold(text)} "
        return [
            value
            for value, words in zip(one.values, said, strict=True)
            if not any(
                c.endswith(f" {fold(words)}") and f" {c} " in f"{heard.replace(',', ' ')} "
                for c in complaints
            )
        ]

    def _measures(self, text: str) -> list[Entity]:
        found = []
        for match in self._measure.finditer(text):
            symbol = self._units[fold(match[2] or match[3])]
            value = measured(float(match[1].replace(",", ".")), symbol)
            found.append(Entity("size", value, *match.span()))
        return found

    def _letters(self, text: str) -> list[Entity]:
        """Sizes written large: `M and L`; not the litres of `48 L`."""
        names = self._language.list.size.names
        found = []
        for match in self._letter.finditer(text):
            if not re.search(r"\d\s*$", text[: match.start()]):
                size = next(s for s, known in names.items() if match[0].lower() in known)
                found.append(Entity("size", fold(size), *match.span()))
        return found

    def _coloured(self, text: str) -> list[Entity]:
        language = self._language
        tokens = tokenise(text)
        things = {p for a, b, _ in language.not_colours.find(tokens) for p in range(a, b)}
        found = []
        for start, end, _ in language.colours.find(tokens):
            span = (tokens[start].start, tokens[end - 1].end)
            name = phrase(text[slice(*span)])
            doubtful = language.is_thing(name) and name not in self._colours
            if not doubtful and start not in things:
                found.append(Entity("colour", name, *span))
        return found + self._misspelt(text, found)

    def _misspelt(self, text: str, known: Sequence[Entity]) -> list[Entity]:
        """One slip from a colour, where it is no word of its own."""
        taken = {place for one in known for place in range(one.start, one.end)}
        found = []
        for match in re.finditer(r"[^\W\d_]+", text):
            word = fold(match[0])
            if match.start() in taken or word in self._language.ordinary:
                continue
            colour = self._language.nearest_colour(word)
            if colour and colour in self._common:
                found.append(Entity("colour", colour, *match.span()))
        return found


def _sums(said: Sequence[Found], found: Sequence[Entity]) -> list[Entity]:
    """The sums that are no part of a price that was told."""
    prices = [(one.start, one.end) for one in found if one.kind == "price"]
    return [
        Entity("price", f"{span.value.value.normalize():f}", span.start, span.end)
        for span in said
        if isinstance(span.value, Amount)
        and not any(start < span.end and span.start < end for start, end in prices)
    ]


def _within(one: Entity, names: Sequence[Span]) -> bool:
    return one.kind in ("colour", "size") and any(
        start <= one.start and one.end <= end for start, end in names
    )


def _price(one: Constraint) -> str:
    low, high = one.low, one.high
    if low is not None and high is not None and len(_NUMBER.findall(one.words)) < 2:
        return _plain(low) if low == high else f"~{_plain((low + high) / 2)}"
    return f"{_plain(low)}-{_plain(high)}"


def measured(number: float, unit: str) -> str:
    """The same for the same measure, whatever the unit: `1 l` and `1000 ml`."""
    base = SIZED.get(kind(unit), unit)
    value = convert(number, unit, base)
    return f"{number if value is None else value:g} {base}"


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
