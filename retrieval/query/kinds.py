"""Which kind of thing a query asks for, by what the catalogue calls its products: the head of a
title or a category (`laptop bag` is a bag). Owns no list of kinds and no ranking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.filters.predicates import full_text
from retrieval.fold import phrase, words
from retrieval.query.gazetteers import Gazetteers, Rows
from retrieval.query.language import Language
from retrieval.query.reading import Mark, Reading
from retrieval.values import Product

SURE = 0.5
MOSTLY = 0.9
"""Where so many are in a category of that name, a title that ends so is an accident of its cut
(`ExpressCard Laptop 1394a`)."""
FAR_MORE = 3
"""Another name of a thing counts where the catalogue uses it so many times as often."""
MANY = 400
"""Past so many products of a kind, that some of them say a word is taken for granted."""

_PIECES = re.compile(r"[,;:()\[\]|+&–—]|\s-\s|(?<!\S)\d\S*")
_JOINED = re.compile(r"\S*/\S*")
"""`desktop/laptop` says what a thing goes with."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The products that are such a thing. `promised`: some of them are all that the query says,
    so a condition gives way before the kind does. `strict`: nothing else belongs beside them.
    `sure` is the share of them whose category says so, in [0, 1]: titles name all kinds of words
    last."""

    ids: frozenset[str]
    promised: bool
    strict: bool
    sure: float


def kind_said(reading: Reading) -> str:
    """The words in which `reading` names a thing: those of its first part that says anything
    (`bag` in `a bag for my laptop`), where they name a kind of the catalogue or are a bare name
    and nothing else (`dragon egg`); empty for anything else."""
    parts = [part for part in _parts_said(reading) if part]
    if not parts:
        return ""
    first = [word for place in parts[0] for word in words(reading.tokens[place].key)]
    if first[-1] in reading.language.kind_open:
        return ""
    known = Kinds(reading.gazetteers, reading.language)
    named = len(parts) == 1 or known.head(first) is not None
    return " ".join(first) if named and _together(reading, parts[0]) else ""


def _parts_said(reading: Reading) -> Iterator[list[int]]:
    """The places of the words that say something, part by part."""
    part: list[int] = []
    stopped = reading.stop_places()
    for place, token in enumerate(reading.tokens):
        if token.key in reading.language.kind_ends:
            yield part
            part = []
        elif reading.marks[place] is Mark.FREE and place not in stopped and token.word:
            part.append(place)
    yield part


def _together(reading: Reading, places: Sequence[int]) -> bool:
    """Whether no stop word parts them: `keep it warm` is no name."""
    between = set(range(places[0], places[-1])) - set(places)
    return not between & reading.stop_places()


class Kinds:
    """The kinds of a live catalogue as one language names them; remembers nothing, so that it
    is never behind the gazetteers."""

    def __init__(self, gazetteers: Gazetteers, language: Language) -> None:
        self._known = gazetteers
        self._language = language

    def of(self, said: str, query: str = "") -> Kind | None:
        """The kind that the words `said` end in; None where the catalogue has no such thing. What
        is set apart (a dog's coat) is meant where the whole `query` says so."""
        spoken = self._renamed(words(said))
        found = self.head(spoken)
        if found is None:
            return None
        place, rows = found
        rows = self._narrowed(self._meant(rows, words(f"{said} {query}")), spoken[: place + 1])
        products = [self._known.product(row) for row in rows]
        others = [word for at, word in enumerate(spoken) if at != place]
        promised = self._said_by_one(products, others)
        heads = set(self._names(spoken[place]))
        named = [p for p in products if heads & set(self.heads(p.category))]
        sure = len(named) / len(products)
        categories = {product.category for product in named}
        strict = promised and sure >= SURE and self._all_said(categories, spoken)
        kept = named if sure >= MOSTLY else products
        return Kind(frozenset(p.product_id for p in kept), promised, strict, sure)

    def is_said(self, said: str) -> bool:
        """Whether the last word of `said` occurs anywhere in the catalogue."""
        forms = self._language.forms(words(said)[-1])
        return any(form in self._known.vocabulary for form in forms)

    def head(self, spoken: Sequence[str]) -> tuple[int, Rows] | None:
        """The place of the last word that is the head of any product's name, and the products."""
        for place in reversed(range(len(spoken))):
            word = spoken[place]
            if place and word in self._language.kind_containers:
                continue
            rows = self._called(self._language.forms(word))
            others = self._called(self._names(word))
            if len(others) > FAR_MORE * len(rows) or self._mostly_named(rows, word):
                rows = others
            if rows:
                return place, rows
        return None

    def _names(self, word: str) -> list[str]:
        """`word` and what else such a thing is called in the language, in all forms."""
        same = (name for names in self._language.same_kinds if word in names for name in names)
        return [
            form for name in dict.fromkeys([word, *same]) for form in self._language.forms(name)
        ]

    def _mostly_named(self, rows: Rows, word: str) -> bool:
        """Whether most of `rows` lie in a category of another name for `word`: 5G phones among
        the smartphones."""
        others = set(self._names(word)) - set(self._language.forms(word))
        categories = (self._known.product(row).category for row in rows)
        return sum(bool(others & set(self.heads(c))) for c in categories) * 2 > len(rows)

    def _renamed(self, spoken: list[str]) -> list[str]:
        """With another name of several words at the end put as its thing is called: coffee for
        coffee beans."""
        for thing, *others in self._language.same_kinds:
            for name in (other.split() for other in others if " " in other):
                if spoken[-len(name) :] == name:
                    return [*spoken[: -len(name)], *thing.split()]
        return spoken

    def _meant(self, rows: Rows, said: list[str]) -> Rows:
        """Only what is set apart where that was `said`, else only what isn't; all of them where
        that would be none."""
        apart = self._language.kind_apart
        asked = bool(apart.intersection(said))
        return {row for row in rows if self._is_apart(row, apart) == asked} or rows

    def _is_apart(self, row: int, apart: frozenset[str]) -> bool:
        return not apart.isdisjoint(words(self._known.product(row).category))

    def _called(self, forms: Sequence[str]) -> Rows:
        said = set().union(*(self._known.saying(form) for form in forms))
        return {row for row in said if self._is_head(self._known.product(row), set(forms))}

    def _is_head(self, product: Product, forms: set[str]) -> bool:
        named = (product.category, product.title)
        return any(head in forms for name in named for head in self.heads(name))

    def heads(self, name: str) -> Iterator[str]:
        """The last words of `name` and of its parts; of a set, what it is a set of, too."""
        for piece in _PIECES.split(_JOINED.sub(" ", name)):
            spoken = words(piece)
            for part in self._parts(spoken):
                yield from self._last(part)
            if self._language.kind_ends.intersection(spoken[1:]):
                return

    def _parts(self, spoken: list[str]) -> Iterator[list[str]]:
        """Up to the first word that begins an addition: `bag for laptops`, `fork and spade`."""
        part: list[str] = []
        for word in spoken:
            if word in self._language.kind_joiners:
                yield part
                part = []
            elif word in self._language.kind_ends:
                if any(w not in self._language.kind_containers for w in part):
                    break
                part = []
            else:
                part.append(word)
        yield part

    def _last(self, part: list[str]) -> Iterator[str]:
        while len(part) > 1 and self._is_colour(part[-1]):
            part = part[:-1]
        if part:
            yield part[-1]
            if len(part) > 1 and part[-1] in self._language.kind_containers:
                yield part[-2]

    def _is_colour(self, word: str) -> bool:
        """A colour at the end of a name tells none; one that is a thing, too, may be the thing."""
        language = self._language
        return language.family(word) in language.families and not language.is_thing(word)

    def _narrowed(self, rows: Rows, spoken: Sequence[str]) -> Rows:
        """`rain jacket` is narrower than `jacket` where the catalogue calls some of them so."""
        if len(spoken) < 2:
            return rows
        before, head = (self._language.forms(word) for word in spoken[-2:])
        compounds = {f"{first} {last}" for first in before for last in head}
        narrower = {
            row
            for row in rows
            if (product := self._known.product(row))
            and any(_ends_in(product.category, c) or _says(product.title, c) for c in compounds)
        }
        return narrower or rows

    def _said_by_one(self, products: Sequence[Product], others: Sequence[str]) -> bool:
        if not others or len(products) > MANY:
            return True
        texts = (set(full_text(product).split()) for product in products)
        forms = [set(self._language.forms(word)) for word in others]
        return any(all(said & form for form in forms) for said in texts)

    def _all_said(self, categories: set[str], spoken: list[str]) -> bool:
        """Whether a category is called just so, or several end in it."""
        said = {form for word in spoken for form in self._names(word)}
        return len(categories) > 1 or any(set(words(name)) <= said for name in categories)


def _ends_in(name: str, compound: str) -> bool:
    return f" {phrase(name)}".endswith(f" {compound}")


def _says(name: str, compound: str) -> bool:
    return f" {compound} " in f" {phrase(name)} "
