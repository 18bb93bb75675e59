"""What a catalogue's things are called, read from its titles: made-up queries ask for these. No
list of words is kept: what is a measure or a value, the catalogue itself shows. Owns no queries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.fold import parts, words
from retrieval.values import Product

MOST_WORDS = 3
MIN_PRODUCTS, MIN_BRANDS = 5, 2
"""What so many products of so many brands say in their titles is what a thing is called, not a
model's name."""
MOSTLY = 0.5
WORD = re.compile(r"[^\W\d_]{2,}")
_PIECES = re.compile(r"[,;:()\[\]|/+]")


def thing_names(products: Sequence[Product]) -> Counter[str]:
    """Names of things: how many titles say each."""
    said: Counter[str] = Counter()
    brands: defaultdict[str, set[str]] = defaultdict(set)
    own = {word for product in products for word in words(product.brand)}
    for product in products:
        for name in set(phrases(product.title)):
            said[name] += 1
            brands[name].add(product.brand)
    often = [n for n, k in said.items() if k >= MIN_PRODUCTS and len(brands[n]) >= MIN_BRANDS]
    use = _Use(products)
    return Counter({n: said[n] for n in often if own.isdisjoint(n.split()) and use.names(n)})


def phrases(title: str) -> Iterator[str]:
    """One to three words side by side, without numbers and codes."""
    for said in _pieces(title):
        for start in range(len(said)):
            for stop in range(start + 1, min(start + MOST_WORDS, len(said)) + 1):
                if not WORD.fullmatch(said[stop - 1]):
                    break
                yield " ".join(said[start:stop])


def _pieces(title: str) -> Iterator[list[str]]:
    return map(words, _PIECES.split(title))


class _Use:
    """How titles use each word: behind a number (`600 dpi`), or as what the same product's
    attributes and options say (`original`)."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._titles: Counter[str] = Counter()
        self._measures: Counter[str] = Counter()
        self._values: Counter[str] = Counter()
        for product in products:
            said, measures = _said(product.title)
            self._titles.update(said)
            self._measures.update(measures)
            self._values.update(said & _values(product))

    def names(self, name: str) -> bool:
        """Whether `name` has no measure at either end and ends in no value: a black toner is a
        toner, `toner original` is no name."""
        spoken = name.split()
        first, last = spoken[0], spoken[-1]
        return not (
            self._mostly(self._measures, first)
            or self._mostly(self._measures, last)
            or self._mostly(self._values, last)
        )

    def _mostly(self, uses: Counter[str], word: str) -> bool:
        return uses[word] > MOSTLY * self._titles[word]


def _said(title: str) -> tuple[set[str], set[str]]:
    """The words of `title`, and those that stand behind a number."""
    pairs = [pair for piece in _pieces(title) for pair in pairwise(["", *piece])]
    return {word for _, word in pairs}, {w for before, w in pairs if before.isdecimal()}


def _values(product: Product) -> set[str]:
    """Single words that its attributes and options say."""
    told = [a.value for a in product.attributes if isinstance(a.value, str)]
    told += [value for variant in product.variants for value in variant.options.values()]
    return {value for text in told for value in parts(text) if " " not in value}
