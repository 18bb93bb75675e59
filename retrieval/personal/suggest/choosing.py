"""From candidates to what is shown: nothing sold out, excluded, already had or in the wrong size,
and not five of one kind. Owns those rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import ceil

from retrieval.personal.suggest.reason import Ground
from retrieval.personal.suggest.situation import Situation
from retrieval.personal.suggest.taste import SIZE
from retrieval.values import Product, Variant

MOST_OF_KIND, MOST_OF_BRAND = 3, 4
"""In a row of ten, and as large a part of another."""
ROW = 10


def may_be_shown(product: Product, situation: Situation, *, again: bool) -> Variant | None:
    """The variant to show, or None. `again`: it was bought before and is due."""
    barred = situation.excluded.union(situation.anchors)
    if product.product_id in barred or (product.product_id in situation.bought and not again):
        return None
    ready = [one for one in product.variants if one.in_stock is not False]
    worn = situation.sizes.get(product.category)
    if worn and any(SIZE in one.options for one in product.variants):
        ready = [one for one in ready if one.options.get(SIZE) == worn]
    return min(ready, key=_price, default=None)


def varied(products: Iterable[tuple[Product, Ground]], k: int, *, kind: str = "") -> Iterator[int]:
    """The places of `k` of them, in order: a kind and a brand so often at most, and the rest after
    that where too few are left. On a page of a `kind`, that kind isn't counted."""
    most_kind, most_brand = ceil(MOST_OF_KIND * k / ROW), ceil(MOST_OF_BRAND * k / ROW)
    kinds: Counter[str] = Counter()
    brands: Counter[str] = Counter()
    later, chosen = [], 0
    for place, (product, _) in enumerate(products):
        counted = product.category != kind
        if (counted and kinds[product.category] >= most_kind) or (
            product.brand and brands[product.brand] >= most_brand
        ):
            later.append(place)
            continue
        kinds[product.category] += 1
        brands[product.brand] += 1
        chosen += 1
        yield place
        if chosen == k:
            return
    yield from later[: k - chosen]


def _price(variant: Variant) -> float:
    return float(variant.price.amount) if variant.price else float("inf")
