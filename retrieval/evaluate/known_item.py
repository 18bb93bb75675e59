"""Queries made up from products' descriptions, each with the one product it was made from: what a
customer types who remembers a thing, but not its name. Seeded; owns no scoring.

A query is no copy: words of the title are left out where others remain, the rest are a few words
of the description in their order, one of them now and then mistyped.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from retrieval.evaluate.ratings import Ratings
from retrieval.fold import words
from retrieval.values import Product

LEAST, MOST = 3, 6
TITLE_KEPT = 0.3
MISTYPED = 0.15
COMMON = 0.2  # of the catalogue: a word that so many say tells nothing
RIGHT = 1.0
_WORD = re.compile(r"[^\W\d_]{3,}")


def known_items(products: Iterable[Product], count: int, seed: int) -> Ratings:
    """`count` queries, or as many as there are products that say enough."""
    shelf = list(products)
    told = {p.product_id: words(p.description) for p in shelf}
    often = Counter(word for said in told.values() for word in set(said))
    drawn = random.Random(seed)
    ratings: dict[str, dict[str, float]] = {}
    for product in drawn.sample(shelf, len(shelf)):
        if len(ratings) == count:
            break
        title = set(words(product.title))
        telling = [
            word
            for word in dict.fromkeys(told[product.product_id])
            if _WORD.fullmatch(word)
            and often[word] < COMMON * len(shelf)
            and (word not in title or drawn.random() < TITLE_KEPT)
        ]
        if len(telling) >= LEAST:
            ratings.setdefault(_query(telling, drawn), {})[product.product_id] = RIGHT
    return ratings


def _query(telling: Sequence[str], drawn: random.Random) -> str:
    length = min(len(telling), drawn.randint(LEAST, MOST))
    places = sorted(drawn.sample(range(len(telling)), length))
    return " ".join(_typed(telling[place], drawn) for place in places)


def _typed(word: str, drawn: random.Random) -> str:
    """Two letters swapped, or one left out."""
    if len(word) < 5 or drawn.random() > MISTYPED:
        return word
    place = drawn.randrange(1, len(word) - 1)
    if drawn.random() < 0.5:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
