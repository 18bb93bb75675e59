"""By which words each item of an order can be named, and where a text names one. A word that only
one item of the order has tells it; words that several have leave it open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from actions.choosing.slips import may_slip, slipped, slips_of
from actions.choosing.terms import Term, joined
from actions.choosing.words import ChoosingWords
from actions.stores.order import Order, OrderItem
from retrieval.values import Product

NOUN, NAME, OPTION = 3.0, 2.0, 1.0
"""What a word is worth: the kind of thing, a word of its title or brand, one of its options."""
HEAD = 2.5
"""From here on a word says what kind of thing it is."""
LONGEST_STRETCH = 3
NAME_REACH = 5
"""So many terms from an article on name a thing."""


@dataclass(frozen=True, slots=True)
class Mention:
    """From term `start` to `end` these items are named; `unclear` where only one can be meant.
    `by_noun` where the kind of thing was said, not only a word of its title."""

    start: int
    end: int
    items: tuple[OrderItem, ...]
    unclear: bool = False
    by_noun: bool = False


class Naming:
    def __init__(
        self, order: Order, product_of: Callable[[str], Product | None], words: ChoosingWords
    ) -> None:
        self._items, self._words = order.items, words
        self._dull = words.phrases("items", "dull")
        self._weights: dict[str, dict[int, float]] = {}
        self._nouns: set[str] = set()
        for place, item in enumerate(order.items):
            for key, weight in self._words_of(item, product_of(item.product_id)):
                known = self._weights.setdefault(key, {})
                known[place] = max(known.get(place, 0.0), weight)

    def _words_of(self, item: OrderItem, product: Product | None) -> Iterator[tuple[str, float]]:
        title = self._words.cut(item.title)
        nouns = [*self._words.cut(product.category)] if product and product.category else title[-1:]
        self._nouns |= {joined(nouns), *(term.key for term in (*nouns[-1:], *title[-1:]))}
        yield from self._keys(nouns[-1:], NOUN)
        yield from ((form, NOUN) for form in self._forms(joined(nouns)))
        yield from self._keys([*title[-1:], *nouns], NAME + 0.5)
        yield from self._keys(title, NAME)
        if product is None:
            return
        yield from self._keys(self._words.cut(product.brand), NAME)
        for code in (*product.codes, item.variant_id, item.product_id):
            yield joined(self._words.cut(code)), NOUN
        variant = product.variant(item.variant_id)
        for value in variant.options.values() if variant else ():
            cut = self._words.cut(value)
            yield from ((form, OPTION) for form in self._forms(joined(cut)))
            yield from self._keys(cut, OPTION)
            yield from ((name, OPTION) for name in self._words.sizes.get(joined(cut), ()))

    def _keys(self, terms: Sequence[Term], weight: float) -> Iterator[tuple[str, float]]:
        for term in terms:
            if term.key in self._dull or not term.key[:1].isalnum():
                continue
            for form in self._forms(term.key):
                yield form, weight
            for other in self._words.table("same").get(term.key, ()):
                for form in self._forms(joined(self._words.cut(other))):
                    yield form, weight - 0.5

    def _forms(self, key: str) -> tuple[str, ...]:
        return self._words.forms(key)

    def mentions(self, terms: Sequence[Term], until: str = "") -> list[Mention]:
        """Left to right, one for each clause that names something. Where a clause names something
        before one of the words `swaps.<until>`, what follows that is not looked at."""
        found = []
        for start, end in self._clauses(terms):
            turns = self._words.spans(terms[start:end], "swaps", until) if until else []
            ends = (*(start + turn for turn, _ in turns), end)
            told = (self._mention(terms, start, stop) for stop in ends if stop > start)
            mention = next((one for one in told if one), None)
            if mention and mention.unclear and until:
                mention = self._before_colon(terms, start, ends[0]) or mention
            if mention:
                found.append(mention)
            elif found and found[-1].unclear:
                found[-1] = self._clearer(found[-1], terms, start, ends[0])
        return found

    def _before_colon(self, terms: Sequence[Term], start: int, end: int) -> Mention | None:
        """`the blue lamp: one in black`: what follows the colon is wished for."""
        colons = (at for at in range(start, end) if terms[at].key == ":")
        told = (self._mention(terms, start, colon) for colon in colons)
        return next((one for one in told if one and not one.unclear), None)

    def _clearer(self, mention: Mention, terms: Sequence[Term], start: int, end: int) -> Mention:
        """`the lamp, black, 40 W`: what follows and names nothing tells which one it is."""
        scores = {self._items.index(item): 0.0 for item in mention.items}
        for _, _, weights in self._hits(terms, start, end):
            for place in scores.keys() & weights.keys():
                scores[place] += weights[place]
        best = max(scores.values())
        items = tuple(self._items[place] for place in sorted(scores) if scores[place] == best)
        return replace(mention, items=items, unclear=len(items) > 1)

    def _clauses(self, terms: Sequence[Term]) -> list[tuple[int, int]]:
        """Cut at commas, at "and", and where a second thing is named after a first."""
        clauses: list[tuple[int, int]] = []
        begin = 0
        for place, term in enumerate(terms):
            if term.breaks or term.key in self._words.phrases("items", "joins") or term.key == "&":
                clauses.append((begin, place))
                begin = place + 1
            elif self._names_another(terms, begin, place):
                clauses.append((begin, place))
                begin = place
        return [(start, end) for start, end in [*clauses, (begin, len(terms))] if start < end]

    def _names_another(self, terms: Sequence[Term], begin: int, place: int) -> bool:
        """Whether an article begins the name of another kind of thing: `the mug the lamp`."""
        if place == begin or terms[place].key not in self._words.phrases("items", "articles"):
            return False
        breaks = (at for at in range(place, len(terms)) if terms[at].breaks)
        end = min(place + NAME_REACH, next(breaks, len(terms)))
        before, after = self._kinds(terms, begin, place), self._kinds(terms, place, end)
        return bool(before and after) and before.isdisjoint(after)

    def _kinds(self, terms: Sequence[Term], start: int, end: int) -> set[int]:
        hits = self._hits(terms, start, end)
        return {p for _, _, weights in hits for p, weight in weights.items() if weight >= HEAD}

    def _mention(self, terms: Sequence[Term], start: int, end: int) -> Mention | None:
        hits = self._hits(terms, start, end)
        scores: dict[int, float] = {}
        for _, _, weights in hits:
            for place, weight in weights.items():
                scores[place] = scores.get(place, 0.0) + weight
        noun = {p for _, _, weights in hits for p, w in weights.items() if w > OPTION}
        if not noun:
            noun = self._described(terms, hits)
        scores = {place: score for place, score in scores.items() if place in noun}
        if not scores:
            return None
        best = max(scores.values())
        places = [place for place, score in scores.items() if score == best]
        first = min(begin for begin, _, weights in hits if set(weights) & set(places))
        naming = [hit for hit in hits if any(hit[2].get(p, 0.0) > OPTION for p in places)]
        last = max(stop for _, stop, weights in naming or hits if set(weights) & set(places))
        items = tuple(self._items[place] for place in sorted(places))
        several = len(items) > 1 and not self._of_all(terms, first, last, hits)
        by_noun = any(hit[2].get(place, 0.0) >= HEAD for hit in hits for place in places)
        return Mention(first, last, items, several, by_noun)

    def _hits(
        self, terms: Sequence[Term], start: int, end: int
    ) -> list[tuple[int, int, dict[int, float]]]:
        hits: list[tuple[int, int, dict[int, float]]] = []
        place = start
        while place < end:
            for stop in range(min(end, place + LONGEST_STRETCH), place, -1):
                whole = stop - place == 1 and not _clipped(terms[place])
                weights = self._weights_of(joined(terms[place:stop]), whole)
                if weights:
                    hits.append((place, stop, weights))
                    place = stop - 1
                    break
            place += 1
        return hits

    def _weights_of(self, key: str, alone: bool) -> dict[int, float]:
        if key in self._dull:
            return {}
        if key in self._weights:
            return self._weights[key]
        if not alone or not may_slip(key):
            return {}
        return self._ending(key) or self._misspelt(key)

    def _ending(self, key: str) -> dict[int, float]:
        """`watch` for a wristwatch; a slip like `tats` for no thermostats."""
        if key not in self._words.language.ordinary:
            return {}
        found: dict[int, float] = {}
        for known, weights in self._weights.items():
            if known.endswith(key) and known.isalpha() and len(known) > len(key) + 1:
                for place, weight in weights.items():
                    if weight > NAME:
                        found[place] = max(found.get(place, 0.0), weight - 0.5)
        return found

    def _misspelt(self, key: str) -> dict[int, float]:
        if key in self._words.language.ordinary:
            return {}
        found: dict[int, float] = {}
        for known, weights in self._weights.items():
            if not may_slip(known) or known[:1] != key[:1]:
                continue
            if slipped(key, known, slips_of(key)):
                for place, weight in weights.items():
                    found[place] = max(found.get(place, 0.0), weight - 0.5)
        return found

    def _described(
        self, terms: Sequence[Term], hits: list[tuple[int, int, dict[int, float]]]
    ) -> set[int]:
        """`the blue one`: an option counts alone only right before such a word."""
        return {
            place
            for _, stop, weights in hits
            for place in weights
            if stop < len(terms) and terms[stop].key in self._words.phrases("items", "one")
        }

    def _of_all(
        self,
        terms: Sequence[Term],
        first: int,
        last: int,
        hits: list[tuple[int, int, dict[int, float]]],
    ) -> bool:
        """`the mugs`, `both mugs`: more than one is meant."""
        words = self._words
        before = terms[max(0, first - 3) : first]
        if words.has(before, "items", "pair") or words.has(before, "items", "every"):
            return True
        said = [joined(terms[begin:stop]) for begin, stop, _ in hits if first <= begin < last]
        return any(
            key not in self._nouns and not self._nouns.isdisjoint(words.forms(key)) for key in said
        )


def _clipped(term: Term) -> bool:
    """Two words in one: a slip in `that's` names nothing."""
    return term.end - term.start > len(term.key)
