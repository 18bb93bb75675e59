"""Kept events as acts, with what the catalogue says of each product. Owns the joining."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from actions.personal.event import Did
from retrieval.personal.predict.session import Act
from retrieval.values import Product, Variant

Lookup = Callable[[str], Product | None]


def act_of(did: Did, product_id: str, session: str, when: datetime, product: Lookup) -> Act:
    """`when` is in the shop's zone. Prices and offers are those of now: events don't hold them."""
    told = product(product_id) if product_id else None
    if told is None:
        return Act(did, when, product_id, session)
    cheapest = min(told.variants, key=_price)
    price = _price(cheapest)
    return Act(
        did,
        when,
        told.product_id,
        session,
        price if price < float("inf") else None,
        told.category or "",
        _is_on_offer(cheapest),
    )


def _price(variant: Variant) -> float:
    return float(variant.price.amount) if variant.price else float("inf")


def _is_on_offer(variant: Variant) -> bool:
    price, before = variant.price, variant.list_price
    return bool(price and before and before.amount > price.amount)
