"""What the catalogue calls things, and the products behind each name. Owns the reading of the
gazetteers for suggestions; follows them, and knows no language but the one it is handed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pyroaring import BitMap

from retrieval.fold import folded, phrase
from retrieval.query import Gazetteers, Language
from retrieval.query.gazetteers import Named, listed
from retrieval.suggest.prefixes import PrefixTable
from retrieval.values import Product

LONGEST_NAME = 4
"""Words of a name that may stand before others; a longer one is found while it is typed."""
_MARK = "\0"
"""Parts a key: what is typed, what kind of name it belongs to, the name."""


class TermKind(StrEnum):
    CATEGORY = "category"
    BRAND = "brand"
    COLOUR = "colour"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Term:
    """`text` as the catalogue writes it; `start` says that it begins as was typed."""

    text: str
    kind: TermKind
    rows: BitMap
    start: bool = True

    @property
    def name(self) -> str:
        return phrase(self.text)


@dataclass(frozen=True, slots=True)
class Said:
    """Finished words, as the catalogue writes them, and the products that fit them all; None
    where they say nothing. `kinds` are those of the names among them; None for a mere word."""

    text: str
    rows: BitMap | None
    kinds: frozenset[TermKind | None]


class Terms:
    """Every name can be found by each of its words: `jack` finds `rain jacket`, too."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._known = gazetteers
        self._tables: dict[TermKind, dict[str, Named]] = {
            TermKind.CATEGORY: gazetteers.categories,
            TermKind.BRAND: gazetteers.brands,
            TermKind.COLOUR: gazetteers.colours,
        }
        self._words = PrefixTable(dict(gazetteers.said.named_counts()))
        self._names = PrefixTable(
            {
                key: len(self._rows(kind, name))
                for kind in TermKind
                for name in self._all(kind)
                for key in _keys(kind, name)
            }
        )

    def follow(self, product: Product) -> None:
        """`product` came, changed or went, and the gazetteers know."""
        for word in set(folded(f"{product.title} {product.category}").split()):
            self._words.put(word, len(self._known.saying(word)))
        for kind, name in _named(product):
            for key in _keys(kind, name):
                self._names.put(key, len(self._rows(kind, name)))

    def names(self, prefix: str, most: int) -> Iterator[Term]:
        """The commonest names of which a word, and what follows it, begins with `prefix`."""
        seen = set()
        for key in self._names.top(prefix, most):
            suffix, kind, name = key.split(_MARK)
            if (kind, name) not in seen:
                seen.add((kind, name))
                yield self._term(TermKind(kind), name, start=suffix == name)

    def words(self, prefix: str, most: int) -> list[str]:
        """The commonest words of titles and categories that begin with `prefix`."""
        return self._words.top(prefix, most)

    def saying(self, word: str) -> BitMap:
        """The products whose title or category says just this word."""
        return self._known.saying(word)

    def near(self, word: str, slips: int) -> list[str]:
        """The beginnings of words and names that `word` was probably meant to be."""
        near = (*self._words.near(word, slips), *self._names.near(word, slips))
        return list(dict.fromkeys(near))

    def nearest(self, word: str) -> str | None:
        """The whole word that `word` was probably meant to be."""
        return self._known.vocabulary.nearest(word)

    def is_known(self, word: str, language: Language) -> bool:
        """Whether the catalogue says `word`, or the language needs it."""
        known = self._known.vocabulary
        if word in language.known_words or self._names.begins(word):
            return True
        return any(form in known for form in language.forms(word))

    def is_name(self, word: str) -> bool:
        """Whether something is called just `word`."""
        return any(self._rows(kind, word) for kind in TermKind)

    def is_kind(self, word: str) -> bool:
        """Whether a category ends in `word`, which then names a kind of thing."""
        return self._names.begins(_MARK.join((word, TermKind.CATEGORY.value, "")))

    def resolve(self, spoken: Sequence[str], language: Language) -> Said:
        """The products that all of `spoken` fit, the longest names first. What says nothing at
        the beginning is left out of the text; a word that nobody knows fits no product."""
        fitting: BitMap | None = None
        texts: list[str] = []
        kinds: set[TermKind | None] = set()
        place = 0
        while place < len(spoken):
            stop, text, rows = self._longest(spoken, place, language)
            if rows is not None:
                fitting = rows if fitting is None else fitting & rows
                term = self.called(phrase(text), language)
                kinds.add(term.kind if term else None)
            if texts or rows is not None:
                texts.append(text)
            place = stop
        return Said(" ".join(texts), fitting, frozenset(kinds))

    def called(self, name: str, language: Language) -> Term | None:
        """The name that `name` is, in singular or plural."""
        return next(self._exact(name, language), None)

    def _longest(
        self, spoken: Sequence[str], place: int, language: Language
    ) -> tuple[int, str, BitMap | None]:
        """The place after the longest name that begins at `place`, how it is written, and what
        fits it: where something is called so, that alone; None where the word says nothing."""
        for stop in range(min(len(spoken), place + LONGEST_NAME), place, -1):
            said = " ".join(spoken[place:stop])
            terms = list(self._exact(said, language))
            if terms:
                text = terms[0].text if terms[0].name == said else said
                return stop, text, BitMap.union(*(term.rows for term in terms))
        word = spoken[place]
        if says_nothing(word, language):
            return place + 1, word, None
        return place + 1, word, BitMap.union(*(self.saying(form) for form in language.forms(word)))

    def _exact(self, name: str, language: Language) -> Iterator[Term]:
        first, _, last = name.rpartition(" ")
        for form in language.forms(last):
            whole = f"{first} {form}" if first else form
            for kind, table in self._tables.items():
                if whole in table:
                    yield self._term(kind, whole)
            if self._rows(TermKind.FLAG, whole):
                yield self._term(TermKind.FLAG, whole)

    def _all(self, kind: TermKind) -> Iterable[str]:
        return self._tables[kind] if kind in self._tables else map(phrase, self._known.flags)

    def _term(self, kind: TermKind, name: str, *, start: bool = True) -> Term:
        text = self._tables[kind][name].name if kind in self._tables else name
        return Term(text, kind, self._rows(kind, name), start)

    def _rows(self, kind: TermKind, name: str) -> BitMap:
        if kind in self._tables:
            named = self._tables[kind].get(name)
            return named.rows if named else _NONE
        flag = self._known.flags.get(name.replace(" ", "_"))
        return flag.set if flag else _NONE


_NONE = BitMap()


def says_nothing(word: str, language: Language) -> bool:
    """Whether the language passes over `word`: an article, a preposition."""
    return (word,) in language.stop


def _keys(kind: TermKind, name: str) -> Iterator[str]:
    """`rain jacket` and `jacket`, each with the name they belong to."""
    spoken = name.split()
    for place in range(len(spoken)):
        yield _MARK.join((" ".join(spoken[place:]), kind.value, name))


def _named(product: Product) -> Iterator[tuple[TermKind, str]]:
    yield TermKind.CATEGORY, phrase(product.category)
    yield TermKind.BRAND, phrase(product.brand)
    for colour in listed(product, "colour"):
        yield TermKind.COLOUR, phrase(colour)
    for attribute in product.attributes:
        if isinstance(attribute.value, bool):
            yield TermKind.FLAG, phrase(attribute.name)
