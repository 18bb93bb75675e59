"""What a ranker learns from: made-up queries and clicks over a live index's own candidates, each
candidate with its columns and how right it is. Owns no learning."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from retrieval.clicks import Click
from retrieval.filters.predicates import full_text
from retrieval.fold import holds
from retrieval.rank.evidence import NAMES, Columns
from retrieval.rank.wishes import LONGEST_VALUE, Wish, Wishes
from retrieval.values import Product

KNOWN_CATEGORY = 0.2
"""Of the products that lessons are made over, so many keep their category: other shops' records
say less than those that tell us what is right."""
ADDED_TO_TITLE = 0.5
FRONT, OTHERS = 40, 40
"""The best candidates by words and meaning, and others drawn at random, that a lesson holds beside
those that are right."""

Look: TypeAlias = Callable[[str], tuple[Sequence[str], Columns]]
"""query -> its candidates' product ids, and their columns, as a search would have them."""
Grade: TypeAlias = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One query's candidates: `columns` (k, F) in the order of `NAMES`, `right` (k,) from 0."""

    columns: NDArray[np.float32]
    right: NDArray[np.int32]


def poorer(products: Iterable[Product], seed: int) -> list[Product]:
    """The same products as other shops' records would have them: most without a category, many
    titles beginning with the brand or ending in a value or two."""
    drawn = random.Random(seed)
    return [_poorer(product, drawn) for product in products]


def _poorer(product: Product, drawn: random.Random) -> Product:
    said = [product.title]
    if drawn.random() < ADDED_TO_TITLE:
        values = [
            attribute.value
            for attribute in product.attributes
            if isinstance(attribute.value, str) and len(attribute.value.split()) <= LONGEST_VALUE
        ]
        values += product.variants[0].options.values()
        drawn.shuffle(values)
        said += values[: drawn.randint(1, 3)]
    if drawn.random() < ADDED_TO_TITLE:
        said.insert(0, product.brand)
    known = product.category if drawn.random() < KNOWN_CATEGORY else ""
    return replace(product, title=" ".join(filter(None, said)), category=known)


def made_lessons(
    products: Sequence[Product], look: Look, count: int, seed: int
) -> Iterator[Lesson]:
    """`products` in full; what `look` searches may say less."""
    wishes = Wishes(products, seed)
    things = {product.product_id: wishes.thing(product) for product in products}
    texts = {product.product_id: full_text(product) for product in products}
    drawn = random.Random(seed)

    def grade(wish: Wish) -> Grade:
        return lambda product_id: right(wish, product_id, things[product_id], texts[product_id])

    for wish in wishes.made(count):
        lesson = _lesson(*look(wish.query), grade(wish), drawn)
        if lesson is not None:
            yield lesson


def right(wish: Wish, product_id: str, thing: str, text: str) -> int:
    """3 for what was asked for; 1 for such a thing without the value that was; of a bit of text,
    3 for its own product alone."""
    if not wish.thing:
        return 3 if product_id == wish.product.product_id else 0
    if not f" {thing}".endswith(f" {wish.thing}"):
        return 0
    return 3 if not wish.value or holds(text, wish.value) else 1


def clicked_lessons(
    clicks: Iterable[Click], look: Look, seed: int, least: int = 1
) -> Iterator[Lesson]:
    """A lesson a query; what was done most with a product counts."""
    worth: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for click in clicks:
        held = worth[click.query]
        held[click.product_id] = max(click.worth, held.get(click.product_id, 0))
    drawn = random.Random(seed)
    for query, products in worth.items():
        if len(products) >= least:
            lesson = _lesson(*look(query), _worth(products), drawn)
            if lesson is not None:
                yield lesson


def _worth(products: Mapping[str, int]) -> Grade:
    return lambda product_id: products.get(product_id, 0)


def _lesson(
    ids: Sequence[str], columns: Columns, grade: Grade, drawn: random.Random
) -> Lesson | None:
    """None where nothing right, or nothing else, is among the candidates."""
    grades = np.asarray([grade(product_id) for product_id in ids], dtype=np.int32)
    rest = [place for place in range(FRONT, len(ids)) if not grades[place]]
    others = drawn.sample(rest, min(OTHERS, len(rest)))
    good = np.flatnonzero(grades[FRONT:]) + FRONT
    kept = np.asarray([*range(min(FRONT, len(ids))), *good.tolist(), *others], dtype=np.int64)
    if not len(kept) or grades[kept].min() == grades[kept].max():
        return None
    held = np.stack([columns[name][kept] for name in NAMES], axis=1)
    return Lesson(held, grades[kept])
