"""What is well thought of among the kinds and brands that somebody leans to, and what of those is
below its list price."""

from __future__ import annotations

from collections.abc import Callable

from retrieval.personal.suggest.proposal import Proposal
from retrieval.personal.suggest.reason import Ground, Reason
from retrieval.personal.suggest.shelf import Shelf
from retrieval.personal.suggest.situation import Situation
from retrieval.personal.suggest.sources.liked import esteem
from retrieval.values import Product

KINDS, BRANDS = 4, 3
BY_BRAND = 0.15
"""What a liked brand adds to a kind's share."""


class Leaning:
    def __init__(self, shelf: Shelf, product: Callable[[str], Product | None]) -> None:
        self._shelf, self._product = shelf, product

    def __call__(self, situation: Situation, k: int) -> list[Proposal]:
        taste = situation.taste
        brands = dict(taste.brands[:BRANDS])
        found = []
        for kind, share in taste.kinds[:KINDS]:
            reasons: dict[str, Reason] = {}
            for product in self._shelf.of_kind(kind):
                brand = product.brand if product.brand in brands else ""
                score = share + BY_BRAND * bool(brand) + esteem(product) / 20
                if brand not in reasons:
                    reasons[brand] = _reason(situation, self._product, kind, brand)
                found.append(Proposal(product.product_id, score, reasons[brand]))
        return sorted(found, key=lambda one: (-one.score, one.product_id))[:k]


class Offers:
    """Of the kinds leaned to alone: an offer on what nobody asked for is an advertisement."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __call__(self, situation: Situation, k: int) -> list[Proposal]:
        taste = situation.taste
        found = [
            Proposal(product.product_id, share * saving(product), Reason(Ground.OFFER))
            for kind, share in taste.kinds[:KINDS]
            for product in self._shelf.of_kind(kind)
            if saving(product) > 0
        ]
        return sorted(found, key=lambda one: (-one.score, one.product_id))[:k]


def saving(product: Product) -> float:
    """The largest share of a list price that a variant in stock is below it; 0 for none."""
    return max(
        (
            1.0 - float(one.price.amount) / float(one.list_price.amount)
            for one in product.variants
            if one.price and one.list_price and one.list_price.amount > one.price.amount
            and one.in_stock is not False
        ),
        default=0.0,
    )  # fmt: skip


def _reason(
    situation: Situation, product: Callable[[str], Product | None], kind: str, brand: str
) -> Reason:
    """`other` is the newest deed that bears it out; a brand needs one of its own."""
    for deed in reversed(situation.deeds):
        seen = product(deed.product_id)
        if seen is not None and seen.category == kind and (not brand or seen.brand == brand):
            other, source = deed.product_id, deed.source
            return Reason(Ground.TASTE, other=other, brand=brand, kind=kind, source=source)
    return _reason(situation, product, kind, "") if brand else Reason(Ground.TASTE, kind=kind)
