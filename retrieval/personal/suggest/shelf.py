"""A catalogue's products by kind, best rated first. Owns one moment's list of it; what is sold out
since is seen when something is chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from retrieval.personal.suggest.sources.liked import esteem, favourites
from retrieval.values import Product

EACH = 40
FAVOURITES = 200


class Shelf:
    """`favourites` are the best rated of all."""

    def __init__(self, products: Iterable[Product]) -> None:
        products = list(products)
        self.favourites = favourites(products, FAVOURITES)
        kinds: defaultdict[str, list[Product]] = defaultdict(list)
        for product in products:
            kinds[product.category].append(product)
        self._kinds = {kind: _best(those) for kind, those in kinds.items() if kind}

    def of_kind(self, kind: str) -> tuple[Product, ...]:
        return self._kinds.get(kind, ())


def _best(products: list[Product]) -> tuple[Product, ...]:
    return tuple(sorted(products, key=lambda one: (-esteem(one), one.product_id))[:EACH])
