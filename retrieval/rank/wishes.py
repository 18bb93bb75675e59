"""Queries made up from a catalogue, as customers would type them: what its things are called, with
a brand or a value, and bits of its descriptions. What is learned without clicks is learned from
these; seeded, and of no data set. Owns no index and no labels."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.fold import phrase, words
from retrieval.rank.names import MOST_WORDS, WORD, phrases, thing_names
from retrieval.values import Product

LONGEST_VALUE = 2
TRIES = 50
"""For each query, before the catalogue is taken to say too little."""
OFTEN = (4, 2, 1, 1, 1)
"""How often each way: customers mostly name a thing and little else."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`query` is met by `product` of those that it was made from. `thing` is what it asks for,
    `value` what else it says; either may be empty."""

    query: str
    product: Product
    thing: str = ""
    value: str = ""


class Wishes:
    """Reads all of `products` once, to learn what things are called there."""

    def __init__(self, products: Sequence[Product], seed: int = 0) -> None:
        self._products = products
        self._random = random.Random(seed)
        self._names = thing_names(products)

    def thing(self, product: Product) -> str:
        """What the product is called: its category, else the longest common name in its title."""
        if product.category and all(map(WORD.fullmatch, words(product.category))):
            return " ".join(words(product.category)[-MOST_WORDS:])
        known = [name for name in phrases(product.title) if name in self._names]
        return max(known, key=lambda name: (len(name.split()), self._names[name]), default="")

    def made(self, count: int) -> Iterator[Wish]:
        """`count` of them, products drawn at random, each made in one of several ways; fewer where
        the catalogue says too little."""
        ways = (self._bare, self._with_value, self._of_brand, self._told, self._titled)
        for _ in range(TRIES * count):
            product = self._random.choice(self._products)
            (way,) = self._random.choices(ways, OFTEN)
            wish = way(product)
            if wish is not None and wish.query:
                count -= 1
                yield wish
            if not count:
                return

    def _bare(self, product: Product) -> Wish | None:
        thing = self.thing(product)
        if not thing:
            return None
        if self._random.random() < 0.5:
            thing = " ".join(thing.split()[-self._random.randint(1, MOST_WORDS) :])
        return Wish(thing, product, thing)

    def _with_value(self, product: Product) -> Wish | None:
        values = [
            phrase(value)
            for attribute in product.attributes
            for value in (
                [attribute.value]
                if isinstance(attribute.value, str)
                else [attribute.label]
                if attribute.value is True
                else []
            )
            if value
            and len(words(value)) <= LONGEST_VALUE
            and all(map(WORD.fullmatch, words(value)))
        ]
        thing = self.thing(product)
        if not values or not thing:
            return None
        value = self._random.choice(values)
        return Wish(f"{value} {thing}", product, thing, value)

    def _of_brand(self, product: Product) -> Wish | None:
        thing = self.thing(product)
        return Wish(f"{phrase(product.brand)} {thing}", product, thing) if thing else None

    def _told(self, product: Product) -> Wish | None:
        """Some words of the description that stand together."""
        said = [word for word in words(product.description) if WORD.fullmatch(word)]
        return Wish(self._cut(said, 3, 6), product) if len(said) > 6 else None

    def _titled(self, product: Product) -> Wish | None:
        said = [word for word in words(product.title) if WORD.fullmatch(word)]
        return Wish(self._cut(said, 2, 4), product) if len(said) > 2 else None

    def _cut(self, said: Sequence[str], least: int, most: int) -> str:
        length = self._random.randint(least, most)
        start = self._random.randint(0, max(0, len(said) - length))
        return " ".join(said[start : start + length])
