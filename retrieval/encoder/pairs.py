"""Pairs to tune an encoder on: queries made up from a catalogue, and those that customers clicked
after. Owns no training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from retrieval.clicks import Click
from retrieval.document import vector_text
from retrieval.encoder.tune import Pair
from retrieval.fold import folded, holds
from retrieval.rank.wishes import Wishes
from retrieval.values import Product


def made_pairs(products: Sequence[Product], count: int, seed: int) -> list[Pair]:
    return [
        Pair(wish.query, vector_text(wish.product), wish.thing or wish.query)
        for wish in Wishes(products, seed).made(count)
    ]


def clicked_pairs(clicks: Iterable[Click], products: Mapping[str, Product]) -> list[Pair]:
    """Of products that are still there; a purchase counts as often as it is worth."""
    return [
        Pair(click.query, vector_text(products[click.product_id]), click.query)
        for click in clicks
        if click.product_id in products
        for _ in range(click.worth)
    ]


def also_right(pair: Pair, other: Pair) -> bool:
    """Whether the other's product is called what this query asks for: then it is no negative."""
    return pair.query == other.query or holds(folded(other.text), folded(pair.same))
