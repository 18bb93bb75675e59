"""What somebody did with a product, and how much that tells of their interest. Owns the list of
deeds and their weights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

HALF_LIFE_DAYS = 14.0


class Did(StrEnum):
    VIEW = "view"
    SEARCH = "search"
    CLICK = "click"
    CART = "cart"
    PURCHASE = "purchase"
    RATING = "rating"


WEIGHTS = {Did.VIEW: 1.0, Did.CLICK: 1.2, Did.CART: 3.0, Did.PURCHASE: 4.0}
NEUTRAL_STARS = 3.0


@dataclass(frozen=True, slots=True)
class Deed:
    """`when` has its zone. `stars` is a rating's, 1 to 5. `variant_id` is known where it stands in
    an order; without one a deed was told by an event."""

    did: Did
    product_id: str
    when: datetime
    stars: float | None = None
    variant_id: str = ""

    @property
    def source(self) -> str:
        """Which records hold it."""
        return "orders" if self.variant_id else "events"

    def weight(self, now: datetime) -> float:
        """Less by half every two weeks; below 0 for a rating of less than three stars."""
        age_days = max(0.0, (now - self.when).total_seconds() / 86_400)
        said = (self.stars or NEUTRAL_STARS) - NEUTRAL_STARS
        weight = said if self.did is Did.RATING else WEIGHTS.get(self.did, 0.0)
        return float(weight * 0.5 ** (age_days / HALF_LIFE_DAYS))


def interests(deeds: Iterable[Deed], now: datetime) -> dict[str, float]:
    """Product -> how much it was of interest, the most first; what was disliked is left out."""
    summed: dict[str, float] = {}
    for deed in deeds:
        summed[deed.product_id] = summed.get(deed.product_id, 0.0) + deed.weight(now)
    ordered = sorted(summed.items(), key=lambda pair: (-pair[1], pair[0]))
    return {product_id: weight for product_id, weight in ordered if weight > 0}
