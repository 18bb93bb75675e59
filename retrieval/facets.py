"""Conditions that would split what a search found, the most telling first. Owns the choice, by what
the products say; counts nothing exactly and searches nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.filters.predicates import in_stock_word
from retrieval.fold import parts
from retrieval.query import Language
from retrieval.telling import money
from retrieval.values import Attribute, Product

LEAST_SHARE = 0.08
"""Of the products, what a condition must keep and what it must turn away to be worth offering."""

LONGEST_VALUE = 24
ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8)
LEAST_GAIN = 0.05

WEIGHTS = {"price": 1.3, "colour": 1.1, "brand": 0.9, "size": 0.9, "in_stock": 0.7, "flag": 1.0}
OTHER_WEIGHT = 0.8
"""What shoppers go by comes before what merely splits as well."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Facet:
    """A condition on `field`, in `text` that is understood as just that; `count` products of those
    found meet it."""

    field: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Split:
    """`kept` (n,) says which of the products meet what `text` asks for."""

    field: str
    text: str
    kept: Mask
    weight: float


def splits(
    products: Sequence[Product], fixed: Collection[str], language: Language, currency: str
) -> list[Split]:
    """All conditions that keep some of `products` and not nearly all, but for `fixed` fields."""
    rows: dict[tuple[str, str, float], list[int]] = defaultdict(list)
    for row, product in enumerate(products):
        for said in dict.fromkeys(_said(product, language)):
            rows[said].append(row)
    found = [
        Split(field, text, _mask(kept, len(products)), weight)
        for (field, text, weight), kept in rows.items()
        if field not in fixed
    ]
    if "price" not in fixed:
        found += _prices(products, language, currency)
    return [split for split in found if LEAST_SHARE <= split.kept.mean() <= 1 - LEAST_SHARE]


def most_telling(candidates: Sequence[Split], most: int) -> list[Split]:
    """At most `most`, one a field: each tells most of what those before it leave open, by the
    information it gains (Shannon's, in bits), weighed by what shoppers go by."""
    chosen: list[Split] = []
    left = list(candidates)
    cells = np.zeros(len(left[0].kept) if left else 0, dtype=np.int64)
    while left and len(chosen) < most:
        known = _bits(cells)
        gains = [(_bits(cells * 2 + split.kept) - known) * split.weight for split in left]
        best = int(np.argmax(gains))
        if gains[best] < LEAST_GAIN:
            break
        split = left[best]
        chosen.append(split)
        cells = np.unique(cells * 2 + split.kept, return_inverse=True)[1]
        left = [other for other in left if other.field != split.field]
    return chosen


def _bits(cells: NDArray[np.int64]) -> float:
    """Entropy of which cell a product lies in."""
    shares = np.unique(cells, return_counts=True)[1] / max(1, len(cells))
    return float(-(shares * np.log2(shares)).sum())


def _mask(rows: Sequence[int], size: int) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[list(rows)] = True
    return mask


def _said(product: Product, language: Language) -> Iterator[tuple[str, str, float]]:
    """(field, words, weight) of each condition that the product meets."""
    offer = language.list.offer
    if product.brand:
        yield "brand", offer.brand.format(product.brand), WEIGHTS["brand"]
    for colour in _listed(product, "colour"):
        family = language.family(colour)
        named = family if family in language.families else colour
        yield "colour", offer.colour.format(named), WEIGHTS["colour"]
    for size in dict.fromkeys(v.options["size"] for v in product.variants if "size" in v.options):
        yield "size", offer.size.format(size), WEIGHTS["size"]
    if offer.in_stock and any(in_stock_word(v.in_stock) == "yes" for v in product.variants):
        yield "in_stock", offer.in_stock, WEIGHTS["in_stock"]
    for attribute in product.attributes:
        for text, weight in _attribute(attribute):
            yield f"attribute:{attribute.name}", offer.other.format(text), weight


def _attribute(attribute: Attribute) -> Iterator[tuple[str, float]]:
    """A flag that is set by its name, short texts by themselves; measures are for the customer to
    bound."""
    value = attribute.value
    if value is True:
        yield attribute.label, WEIGHTS["flag"]
    elif isinstance(value, str | tuple) and attribute.name not in ("colour", "size"):
        for text in (value,) if isinstance(value, str) else value:
            if text and len(text) <= LONGEST_VALUE:
                yield text, OTHER_WEIGHT


def _listed(product: Product, option: str) -> list[str]:
    """An option's values over all variants, else those of the attribute, each once and folded."""
    values = [v.options[option] for v in product.variants if option in v.options]
    attribute = product.attribute(option)
    if not values and attribute is not None:
        values = [attribute.text]
    return list(dict.fromkeys(part for value in values for part in parts(value)))


def _prices(products: Sequence[Product], language: Language, currency: str) -> Iterator[Split]:
    """Under each round amount between the cheapest and the dearest."""
    under = language.list.offer.under
    cheapest = np.asarray([_least_price(product) for product in products])
    known = cheapest[np.isfinite(cheapest)]
    if not under or not len(known):
        return
    for amount in _round_between(float(known.min()), float(known.max())):
        text = under.format(money(amount, currency, language))
        yield Split("price", text, cheapest < amount, WEIGHTS["price"])


def _least_price(product: Product) -> float:
    amounts = [float(v.price.amount) for v in product.variants if v.price]
    return min(amounts, default=float("inf"))


def _round_between(low: float, high: float) -> Iterator[float]:
    scale = 1.0
    while scale <= high:
        for digit in ROUND:
            amount = digit * scale
            if low < amount < high and amount == int(amount):
                yield amount
        scale *= 10
