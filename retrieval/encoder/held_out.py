"""How well an encoder finds what made-up queries were made from. Owns no training; the seed must
be another than the training's."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from retrieval.document import vector_text
from retrieval.encoder.base import Encoder
from retrieval.rank.wishes import Wishes
from retrieval.values import Product


def is_better(after: dict[str, float], before: dict[str, float]) -> bool:
    """By the mean of what `held_out` measured."""
    return sum(after.values()) > sum(before.values())


def held_out(
    products: Sequence[Product], encoder: Encoder, *, queries: int, among: int, seed: int
) -> dict[str, float]:
    """`mrr`: of the product that a bit of text was cut from. `thing@10`: the share of the first
    ten that are called what was asked for, of queries that name a thing."""
    wishes = Wishes(products, seed)
    made = list(wishes.made(queries))
    chosen = {wish.product.product_id: wish.product for wish in made}
    others = random.Random(seed).sample(list(products), min(among, len(products)))
    chosen |= {product.product_id: product for product in others[: max(0, among - len(chosen))]}
    shelf = list(chosen.values())
    vectors = encoder.encode([vector_text(product) for product in shelf])
    scores = encoder.encode([wish.query for wish in made]) @ vectors.T
    things = [wishes.thing(product) for product in shelf]
    places = {product_id: place for place, product_id in enumerate(chosen)}
    cut, named = [], []
    for wish, row in zip(made, scores, strict=True):
        if wish.thing:
            top = np.argsort(-row)[:10].tolist()
            named.append(sum(things[place].endswith(wish.thing) for place in top) / len(top))
        else:
            own = row[places[wish.product.product_id]]
            cut.append(1.0 / (1 + int((row > own).sum())))
    return {"mrr": float(np.mean(cut or [0])), "thing@10": float(np.mean(named or [0]))}
