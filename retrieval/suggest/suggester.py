"""Completions and "did you mean" for what is being typed. Owns the flow; names and rows are
`terms`', popularity is `shelf`'s."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyroaring import BitMap

from retrieval.query import Language
from retrieval.suggest.highlight import spans
from retrieval.suggest.shelf import Shelf
from retrieval.suggest.terms import Said, Term, TermKind, Terms, says_nothing
from retrieval.suggest.typed import Typed
from retrieval.values import Product, Suggestion, SuggestionKind

NAMES = 100
"""Names and words looked at for each way to read what was typed, the commonest first."""
NEXT = 10
PRODUCTS = 3
SHORTEST_WORD = 3
SHORTEST_SLIP, LONG = 4, 8
NEAR = 5

LEANS = {
    TermKind.CATEGORY: 3.0,
    TermKind.BRAND: 2.0,
    TermKind.COLOUR: 0.0,
    TermKind.FLAG: 0.0,
}
"""Added to the logarithm of how many products there are: a kind of thing is what most look for."""
STARTS = 1.0
TOLD = {TermKind.CATEGORY: SuggestionKind.CATEGORY, TermKind.BRAND: SuggestionKind.BRAND}


@dataclass(frozen=True, slots=True)
class Completion:
    """A suggestion on its way, with its place among the others."""

    text: str
    kind: SuggestionKind
    count: int
    rank: float


class Suggester:
    """`product` hands out the product of a row."""

    def __init__(self, product: Callable[[int], Product], shelf: Shelf, terms: Terms) -> None:
        self._product = product
        self._shelf = shelf
        self._terms = terms

    def suggest(
        self, text: str, k: int, language: Language
    ) -> tuple[tuple[Suggestion, ...], str | None]:
        """The `k` best, and what was probably meant where nothing begins so."""
        typed = Typed.of(text)
        if typed is None:
            return (), None
        reader = _Reader(self._terms, self._shelf, language)
        found = self._found(reader, typed, k)
        if found:
            return found, None
        for mended in reader.mended(typed):
            found = self._found(reader, mended, k)
            if found:
                return found, reader.meant(mended)
        return (), None

    def _found(self, reader: _Reader, typed: Typed, k: int) -> tuple[Suggestion, ...]:
        completions = reader.completions(typed)
        rows = reader.best(typed, k)
        kept = completions[: max(1, k - min(PRODUCTS, len(rows)))]
        said = {one.text.casefold() for one in kept}
        products = (self._product(row) for row in rows)
        told = [
            *(Suggestion(one.text, one.kind, one.count) for one in kept),
            *(
                Suggestion(p.title, SuggestionKind.PRODUCT, 1, product=p)
                for p in products
                if p.title.casefold() not in said
            ),
        ]
        return tuple(replace(one, matched=spans(one.text, typed.words)) for one in told[:k])


def _goes_with(term: Term, said: Said) -> bool:
    """A colour is said of a kind of thing, and so are a brand and a feature after other words."""
    if term.kind is TermKind.CATEGORY:
        return True
    if not said.text:
        return term.kind is not TermKind.COLOUR
    return term.start and TermKind.CATEGORY in said.kinds and None not in said.kinds


class _Reader:
    """One look at what was typed, in one language."""

    def __init__(self, terms: Terms, shelf: Shelf, language: Language) -> None:
        self._terms = terms
        self._shelf = shelf
        self._language = language
        self._resolved: dict[tuple[str, ...], Said] = {}

    def completions(self, typed: Typed) -> list[Completion]:
        """Best first; of what differs in number alone, the best."""
        best: dict[tuple[str, ...], Completion] = {}
        for one in sorted(self._all(typed), key=lambda one: (-one.rank, one.text)):
            best.setdefault(self._key(one.text), one)
        return list(best.values())

    def best(self, typed: Typed, most: int) -> list[int]:
        """Rows of the best liked products whose names say all that was typed."""
        rows = self._said(typed.head).rows
        if typed.tail:
            words = self._terms.words(typed.tail, NAMES)
            said = BitMap().union(*(self._terms.saying(word) for word in words))
            rows = said if rows is None else rows & said
        return self._shelf.best(rows, most) if rows and len("".join(typed.words)) > 1 else []

    def mended(self, typed: Typed) -> Iterator[Typed]:
        """With what nobody says put as it was probably meant, the likeliest first."""
        head = tuple(map(self._right, typed.head))
        tails = [typed.tail, *self._near(typed.tail)]
        for tail in tails:
            if (head, tail) != (typed.head, typed.tail):
                yield Typed(head, tail)

    def meant(self, mended: Typed) -> str:
        """`mended` in whole words: the last one, as far as it is typed, stands for the commonest
        that goes with the others."""
        rows = self._said(mended.head).rows
        words = self._terms.words(mended.tail, NAMES) if mended.tail else ()
        for word in words:
            if rows is None or self._terms.saying(word).intersect(rows):
                return " ".join((*mended.head, word))
        found = self.completions(mended)
        return found[0].text if found and mended.tail else " ".join(mended.words)

    def _said(self, head: tuple[str, ...]) -> Said:
        if head not in self._resolved:
            self._resolved[head] = self._terms.resolve(head, self._language)
        return self._resolved[head]

    def _all(self, typed: Typed) -> Iterator[Completion]:
        for place in range(len(typed.head) + 1):
            said = self._said(typed.head[:place])
            within = said.rows
            if within is not None and not within:
                continue
            rest = typed.after(place)
            if rest:
                yield from self._by_name(said, rest, typed.head[:place])
            elif within:
                yield from self._next(said.text, within, typed.head)
            coloured_word = said.kinds == {TermKind.COLOUR}
            if place == len(typed.head) and typed.tail and not coloured_word:
                yield from self._by_word(said.text, within, typed)

    def _by_name(self, said: Said, rest: str, head: Sequence[str]) -> Iterator[Completion]:
        for term in self._terms.names(rest, NAMES):
            if self._is_thing(term) or not _goes_with(term, said):
                continue
            count = len(term.rows)
            if said.rows is not None:
                count = term.rows.intersection_cardinality(said.rows)
            if count and not self._repeats(head, term):
                yield self._named(said.text, term, count)

    def _by_word(self, said: str, within: BitMap | None, typed: Typed) -> Iterator[Completion]:
        for word in self._terms.words(typed.tail, NAMES):
            coded = any(map(str.isdigit, word)) and not any(map(str.isdigit, typed.tail))
            if coded or len(word) < SHORTEST_WORD or says_nothing(word, self._language):
                continue
            if word in typed.head or (said and self._terms.is_kind(word)):
                continue  # said already, or a kind that is among the names
            rows = self._terms.saying(word)
            count = len(rows) if within is None else rows.intersection_cardinality(within)
            if count and not self._terms.is_name(word):
                text = f"{said} {word}".strip()
                yield Completion(text, SuggestionKind.QUERY, count, math.log2(1 + count))

    def _next(self, said: str, within: BitMap, head: Sequence[str]) -> Iterator[Completion]:
        """Which kinds of thing there are of what was said."""
        for name in self._shelf.categories(within, NEXT):
            term = self._terms.called(name, self._language)
            count = term.rows.intersection_cardinality(within) if term else 0
            if term and count:
                yield self._named("" if self._repeats(head, term) else said, term, count)

    def _is_thing(self, term: Term) -> bool:
        """A yes or no that is called like a kind of thing (`laptop sleeve`) asks for the thing."""
        return term.kind is TermKind.FLAG and self._terms.is_kind(term.name.split()[-1])

    def _repeats(self, head: Sequence[str], term: Term) -> bool:
        """Whether `term` says again what was said: `rain` before `rain jacket`."""
        spoken = {form for word in head for form in self._language.forms(word)}
        return not spoken.isdisjoint(term.name.split())

    def _named(self, said: str, term: Term, count: int) -> Completion:
        rank = math.log2(1 + count)
        if said:
            lean = LEANS[term.kind] if term.kind is TermKind.CATEGORY else 0.0
            text, kind = f"{said} {term.text}", SuggestionKind.QUERY
            return Completion(text, kind, count, rank + lean)
        kind = TOLD.get(term.kind, SuggestionKind.QUERY)
        return Completion(term.text, kind, count, rank + LEANS[term.kind] + STARTS * term.start)

    def _key(self, text: str) -> tuple[str, ...]:
        return tuple(min(self._language.forms(word), key=len) for word in text.casefold().split())

    def _right(self, word: str) -> str:
        if self._terms.is_known(word, self._language):
            return word
        return self._terms.nearest(word) or word

    def _near(self, tail: str) -> list[str]:
        if len(tail) < SHORTEST_SLIP or not tail.isalpha():
            return []
        near = self._terms.near(tail, 2 if len(tail) >= LONG else 1)
        weighed = sorted(near, key=lambda beginning: -self._weight(beginning))
        return weighed[:NEAR]

    def _weight(self, beginning: str) -> int:
        return max((len(self._terms.saying(w)) for w in self._terms.words(beginning, 1)), default=0)
