"""From candidates to what is shown: nothing sold out, excluded, already had or in the wrong size,
and not five of one kind. Owns those rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import TypeVar

from retrieval.personal.suggest.situation import Situation
from retrieval.personal.suggest.taste import SIZE
from retrieval.values import Product, Variant

ROW = 10
LOOKED_AT = 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Variety:
    """How many of a kind and of a brand at most, in a row of ten, and as large a part of
    another."""

    most_of_kind: int = 3
    most_of_brand: int = 4


USUAL = Variety()


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


def varied(
    found: Iterable[T],
    k: int,
    product: Callable[[T], Product],
    *,
    kind: str = "",
    variety: Variety = USUAL,
) -> Iterator[T]:
    """`k` of `found`, in their order: a kind and a brand so often at most, and the rest after that
    where too few are left. On a page of a `kind`, that kind isn't counted. Looks at no more than
    it needs, and never past a few hundred."""
    most_kind = ceil(variety.most_of_kind * k / ROW)
    most_brand = ceil(variety.most_of_brand * k / ROW)
    kinds: Counter[str] = Counter()
    brands: Counter[str] = Counter()
    later: list[T] = []
    chosen = 0
    for one in islice(found, LOOKED_AT):
        this = product(one)
        counted = this.category != kind
        if (counted and kinds[this.category] >= most_kind) or (
            this.brand and brands[this.brand] >= most_brand
        ):
            later.append(one)
            continue
        kinds[this.category] += 1
        brands[this.brand] += 1
        chosen += 1
        yield one
        if chosen == k:
            return
    yield from later[: k - chosen]


def _price(variant: Variant) -> float:
    return float(variant.price.amount) if variant.price else float("inf")
