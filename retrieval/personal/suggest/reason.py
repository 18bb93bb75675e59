"""Why something is suggested, with the records it rests on. Owns no words: it says what is so, and
where that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from retrieval.personal.deed import Deed, Did

EVENTS, ORDERS, CATALOGUE = "events", "orders", "catalogue"
DONE = {
    Did.VIEW: "viewed", Did.SEARCH: "viewed", Did.CLICK: "viewed", Did.CART: "carted",
    Did.PURCHASE: "bought", Did.RATING: "judged",
}  # fmt: skip


class Ground(StrEnum):
    TOGETHER = "together"
    """Bought in the same orders as `other`."""
    AGAIN = "again"
    """The customer's own purchase of it, and in how many days others buy it again."""
    VIEWED = "viewed"
    """The customer looked at `other` (or had it in the cart, bought or rated it), and this is like
    it."""
    LIKE = "like"
    """It has what `shared` names in common with `other`, the product whose page is open."""
    TASTE = "taste"
    """A brand or kind that the customer chose or looked at before."""
    OFFER = "offer"
    """Below its list price."""
    TRENDING = "trending"
    """Bought by many lately."""
    RATED = "rated"
    """Well rated, by many."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`other` is a product's id, `when` the day it was looked at or bought. `count` of the `of`
    orders that held `other` held both; `count` customers bought it in `days`; every `days` it is
    bought again."""

    ground: Ground
    other: str = ""
    when: date | None = None
    count: int | None = None
    of: int | None = None
    days: int | None = None
    brand: str = ""
    kind: str = ""
    rating: float | None = None
    list_price: float | None = None
    shared: tuple[tuple[str, str], ...] = ()
    did: Did = Did.VIEW
    source: str = EVENTS

    @classmethod
    def after(cls, deed: Deed) -> Reason:
        """What somebody did with another product."""
        return cls(
            Ground.VIEWED,
            other=deed.product_id,
            when=deed.when.date(),
            did=deed.did,
            source=deed.source,
        )

    def evidence(self, product_id: str) -> tuple[dict[str, Any], ...]:
        """`field`, `value`, `source` each: what a checker finds again in the records."""
        match self.ground:
            case Ground.TOGETHER:
                both = f"{ORDERS}:{product_id}+{self.other}"
                return (
                    _one("together", self.count, both),
                    _one("orders", self.of, f"{ORDERS}:{self.other}"),
                )
            case Ground.AGAIN:
                own = _one("bought", _day(self.when), f"{ORDERS}:{product_id}")
                return (own, _one("every_days", self.days, f"{ORDERS}:{product_id}"))
            case Ground.VIEWED:
                return (_one(DONE[self.did], _day(self.when), f"{self.source}:{self.other}"),)
            case Ground.LIKE:
                where = f"{CATALOGUE}:{self.other}"
                return tuple(_one(name, value, where) for name, value in self.shared)
            case Ground.TASTE:
                told = (("brand", self.brand), ("category", self.kind))
                where = f"{self.source}:{self.other}"
                return tuple(_one(name, value, where) for name, value in told if value)
            case Ground.OFFER:
                return (_one("list_price", self.list_price, f"{CATALOGUE}:{product_id}"),)
            case Ground.TRENDING:
                where = f"{ORDERS}:{product_id}"
                return (_one("buyers", self.count, where), _one("days", self.days, where))
            case Ground.RATED:
                where = f"{CATALOGUE}:{product_id}"
                return (_one("rating", self.rating, where), _one("rating_count", self.count, where))


def _one(field: str, value: Any, source: str) -> dict[str, Any]:
    return {"field": field, "value": value, "source": source}


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None
