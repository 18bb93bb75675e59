"""What requests are drawn from: an index, and the shop's orders and policies where it has them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.index import Index
from retrieval.markdown import sections
from retrieval.values import Hit, Product, SearchResult

HITS = 6
_WISHES = ("{kind}", "a {kind} under {limit}", "{kind} for a present", "{brand} {kind}",
           "a {kind} not by {brand}", "{colour} {kind}", "do you have a {kind}?")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """What requests are drawn from."""

    index: Index
    products: tuple[Product, ...]
    orders: tuple[dict[str, Any], ...]
    policies: tuple[dict[str, str], ...]

    @classmethod
    def open(cls, index: Index, orders: Path | None, knowledge: Path | None) -> Shelf:
        lines = orders.read_text(encoding="utf-8").splitlines() if orders else []
        return cls(
            index,
            tuple(index.products()),
            tuple(json.loads(line) for line in lines if line.strip()),
            tuple(_policies(knowledge)) if knowledge else (),
        )


def _policies(folder: Path) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("*.md")):
        for section in sections(path.read_text(encoding="utf-8")):
            text = section.paragraphs[0]
            yield {"source": path.stem, "heading": section.heading, "text": text}


def wish(shelf: Shelf, rng: random.Random) -> str:
    product = rng.choice(shelf.products)
    variant = rng.choice(product.variants)
    kind = product.category or " ".join(product.title.split()[-2:])
    limit = int(variant.price.amount * rng.choice([1, 2])) + 1 if variant.price else 100
    colour = variant.options.get("colour", "black")
    said = rng.choice(_WISHES)
    return said.format(kind=kind.lower(), limit=limit, brand=product.brand or "acme", colour=colour)


def found(shelf: Shelf, rng: random.Random, at_least: int = 1) -> tuple[str, SearchResult]:
    while True:
        query = wish(shelf, rng)
        result = shelf.index.search(query, k=rng.randint(at_least, HITS))
        if len(result.hits) >= at_least:
            return query, result


def known(shelf: Shelf, rng: random.Random) -> tuple[Product, Hit]:
    """A product whose title finds something; a title of bare codes may not."""
    while True:
        product = rng.choice(shelf.products)
        if hits := shelf.index.search(product.title, k=1).hits:
            return product, hits[0]
