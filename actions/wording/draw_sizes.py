"""Requests for what a product comes in, but for its colours: sizes, diameters, capacities. Owns the
draw; a product's record goes along with all its variants, which a hit hasn't."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from actions.api.product_json import record
from llm.plan import Length, Task, Tone
from retrieval.values import Product

_COLOURS = ("colour", "color")


def draw_sizes(
    products: Sequence[Product], count: int, rng: random.Random
) -> Iterator[dict[str, Any]]:
    """`count` rows without an id; none where nothing comes in several."""
    known = [(product, name) for product in products for name in _options(product)]
    for _ in range(count if known else 0):
        product, name = rng.choice(known)
        yield {
            "task": Task.QA.value,
            "language": "en",
            "tone": rng.choice(list(Tone)).value,
            "length": rng.choice(list(Length)).value,
            "query": f"which {name.replace('_', ' ')} does it come in?",
            "ask": name,
            "products": [record(product)],
        }


def _options(product: Product) -> Iterator[str]:
    names = {name for variant in product.variants for name in variant.options}
    for name in sorted(names.difference(_COLOURS)):
        if len({variant.options.get(name) for variant in product.variants} - {None, ""}) > 1:
            yield name
