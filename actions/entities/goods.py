"""What a catalogue's goods are called: whole titles, categories, and the words these end in. Owns
finding those names in a text; which product is meant is for search to say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from symspellpy.editdistance import DistanceAlgorithm, EditDistance

from actions.choosing import ChoosingWords
from retrieval.fold import fold, words
from retrieval.query import Language
from retrieval.values import Product

LONGEST = 8
ENOUGH_TITLES = 2
"""A title's last words are what a thing is called when so many titles end in them."""

Name = tuple[str, ...]


class Goods:
    """`never` are words that no thing is called by, though a title or a category ends in them;
    `also` are other words for a thing."""

    def __init__(
        self,
        products: Iterable[Product],
        language: Language,
        never: frozenset[str],
        also: Mapping[str, Sequence[str]],
    ) -> None:
        self._language = language
        self._never = frozenset(form for word in never for form in (word, *language.forms(word)))
        self._names: set[Name] = set()
        self._firsts: dict[str, set[str]] = defaultdict(set)
        self._written: set[str] = set()
        self.brands: set[Name] = set()
        self.colours: set[str] = set()
        self._distance = EditDistance(DistanceAlgorithm.DAMERAU_OSA)
        goods = list(products)
        for product in goods:
            self._written.update(words(product.title), words(product.category))
        tails: Counter[Name] = Counter()
        for product in goods:
            tails.update(self._learn(product))
        for tail, many in tails.items():
            if many >= ENOUGH_TITLES and not any(part.isdigit() for part in tail):
                self._add(tail)
        for known, others in also.items():
            if (known,) in self._names:
                for other in others:
                    self._add(tuple(words(other)))

    @classmethod
    def load(cls, products: Iterable[Product], folder: Path, language: Language) -> Goods:
        """With the language's own words for things (`choosing.toml`)."""
        choosing = ChoosingWords.load(folder)
        dull = [*choosing.listed("items", "no_goods"), *choosing.listed("items", "dull")]
        return cls(products, language, frozenset(map(fold, dull)), choosing.table("same"))

    def _learn(self, product: Product) -> set[Name]:
        """What a product is called, and the ends of its title."""
        title = tuple(words(product.title))
        self._names.add(title)
        self.brands.add(tuple(words(product.brand)))
        self.colours.update(
            fold(value)
            for variant in product.variants
            for option, value in variant.options.items()
            if self._language.family(value) in self._language.families
        )
        self._add_category(product.category)
        if title and title[0] not in self._never:
            ends = {title[-1], *words(product.category)[-1:]}
            self._firsts[title[0]] |= {f for end in ends for f in self._language.forms(end)}
        return {title[-1:], title[-2:]}

    def _add_category(self, category: str) -> None:
        parts = words(category)
        for start in range(len(parts)):
            for end in range(start + 1, len(parts) + 1):
                if end == len(parts) or end - start > 1:
                    self._add(tuple(parts[start:end]))

    def _add(self, name: Name) -> None:
        """In one and in many. A single word that is a colour, too, names no thing alone."""
        if not name or (len(name) == 1 and (name[0] in self._never or name[0] in self.colours)):
            return
        if name[-1] in self._never and len(name) == 1:
            return
        for form in self._language.forms(name[-1]):
            known = form in self._written or form in self._language.ordinary
            if len(form) >= len(name[-1]) or known:
                self._names.add((*name[:-1], form))

    def find(self, said: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where names stand among folded words: the longest at each place, with the first word of
        a title before it (`the Legato speaker`)."""
        place = 0
        while place < len(said):
            end = longest(said, place, self._names)
            if end is None:
                place += 1
                continue
            named = place > 0 and said[end - 1] in self._firsts.get(said[place - 1], ())
            yield (place - 1 if named else place), end
            place = end

    def has(self, name: Sequence[str]) -> bool:
        return tuple(name) in self._names

    def corrected(self, said: str, meant: str) -> str:
        """`meant`, but where `said` is a slip of a word of every day rather than of a thing's."""
        near = (self._distance.compare(said, word, 1) for word in self._never if len(word) > 4)
        return said if any(0 <= slips <= 1 for slips in near) else meant

    def called(self, name: Sequence[str]) -> str:
        """A name as one compares it: in one rather than many where both are known."""
        if not name:
            return ""
        *opening, last = name
        forms = [form for form in self._language.forms(last) if len(form) <= len(last)]
        known = [f for f in forms if f in self._written or f in self._language.ordinary]
        return " ".join([*opening, min(known or forms, key=len)])


def longest(said: Sequence[str], place: int, names: set[Name]) -> int | None:
    """Where the longest of `names` that begins at `place` ends."""
    ends = range(min(len(said), place + LONGEST), place, -1)
    return next((end for end in ends if tuple(said[place:end]) in names), None)
