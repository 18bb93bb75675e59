"""What share of all that was shown, of the catalogue and of all that was bought each brand, price
band and the new products have. Owns the sums; who was shown or bought something isn't known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from retrieval.values import Product

NEW_DAYS = 60
BANDS = 4
OTHERS = ""
"""The name of all brands beyond the most shown, together."""

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Share:
    """`times` shown and `bought` are counts, the others shares of the whole; `low` to `high` is a
    price band's, in major units."""

    name: str
    times: int
    products: int
    bought: int
    shown: float
    catalogue: float
    demand: float
    low: float | None = None
    high: float | None = None

    def as_json(self) -> dict[str, Any]:
        told = asdict(self)
        return {name: value for name, value in told.items() if value is not None}


def by_brand(
    products: Sequence[Product], shown: Counts, bought: Counts, most: int = 12
) -> list[Share]:
    """The `most` with most products, shown or bought by their largest share, and the rest
    together."""
    every = _shares(products, shown, bought, lambda one: one.brand or None)
    every.sort(key=lambda one: (-max(one.shown, one.catalogue, one.demand), one.name))
    named = every[:most]
    if not every[most:]:
        return named
    rest = every[most:]
    return [
        *named,
        Share(
            OTHERS,
            sum(one.times for one in rest),
            sum(one.products for one in rest),
            sum(one.bought for one in rest),
            sum(one.shown for one in rest),
            sum(one.catalogue for one in rest),
            sum(one.demand for one in rest),
        ),
    ]


def by_price(products: Sequence[Product], shown: Counts, bought: Counts) -> list[Share]:
    """By quarters of the catalogue, the cheapest first; what has no price is left out."""
    prices = {one.product_id: price for one in products if (price := _price(one)) is not None}
    if not prices:
        return []
    values = sorted(prices.values())
    edges = [float(np.quantile(values, part / BANDS)) for part in range(1, BANDS)]

    def band(product: Product) -> str | None:
        price = prices.get(product.product_id)
        return None if price is None else str(sum(price > edge for edge in edges) + 1)

    found = []
    for share in sorted(_shares(products, shown, bought, band), key=lambda one: one.name):
        own = [prices[one.product_id] for one in products if band(one) == share.name]
        told = asdict(share) | {"low": min(own), "high": max(own)}
        found.append(Share(**told))
    return found


def by_newness(
    products: Sequence[Product], shown: Counts, bought: Counts, today: date
) -> list[Share]:
    """`new` and `older`; of what nobody says when it was added nothing is told."""
    since = today - timedelta(days=NEW_DAYS)

    def age(product: Product) -> str | None:
        if product.added is None:
            return None
        return "new" if product.added > since else "older"

    return sorted(_shares(products, shown, bought, age), key=lambda one: one.name)


def _shares(
    products: Sequence[Product],
    shown: Counts,
    bought: Counts,
    named: Callable[[Product], str | None],
) -> list[Share]:
    """Shares are of all that has a name: they add up to 1."""
    sums: dict[str, list[int]] = {}
    for product in products:
        name = named(product)
        if name is not None:
            told = sums.setdefault(name, [0, 0, 0])
            told[0] += shown.get(product.product_id, 0)
            told[1] += 1
            told[2] += bought.get(product.product_id, 0)
    whole = [sum(told[at] for told in sums.values()) or 1 for at in range(3)]
    return [
        Share(name, *told, *(told[at] / whole[at] for at in range(3)))
        for name, told in sums.items()
    ]


def _price(product: Product) -> float | None:
    return min((float(one.price.amount) for one in product.variants if one.price), default=None)
