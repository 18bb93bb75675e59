"""Why somebody is in an audience: a part of the score, with the records it rests on. Owns the parts
and their weights, and no words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from retrieval.personal.suggest.reason import CATALOGUE, Reason


class Part(StrEnum):
    LOOKED = "looked"
    """They looked at the very thing, had it in the cart or rated it well."""
    AGAIN = "again"
    """They bought it, and it is time to buy it again."""
    TOGETHER = "together"
    """They bought what others buy with it."""
    LIKE = "like"
    """They bought or looked at what is like it, by what is written of the two."""
    KIND = "kind"
    BRAND = "brand"
    PRICE = "price"
    """It costs no less and no more than they usually look at."""
    RECENT = "recent"


WEIGHTS: Mapping[Part, float] = {
    Part.LOOKED: 1.5, Part.AGAIN: 1.0, Part.TOGETHER: 0.8, Part.LIKE: 0.6, Part.KIND: 0.4,
    Part.BRAND: 0.2, Part.PRICE: 0.1, Part.RECENT: 0.2,
}  # fmt: skip
"""Set by hand, the more particular the more; each part's value is from 0 to 1."""
SUPPORTING = (Part.PRICE, Part.RECENT)
"""They add to another reason and are none by themselves."""


@dataclass(frozen=True, slots=True)
class Because:
    """`value` (0 to 1) times the part's weight is what it adds. `target` is the product it speaks
    for; `low` to `high` is what they usually look at, in major units; `price` is the target's."""

    part: Part
    value: float
    target: str
    reason: Reason
    share: float | None = None
    cosine: float | None = None
    low: float | None = None
    high: float | None = None
    price: float | None = None

    @property
    def added(self) -> float:
        return WEIGHTS[self.part] * self.value

    def evidence(self) -> tuple[dict[str, Any], ...]:
        """`field`, `value`, `source` each, as `Reason.evidence`."""
        told = self.reason.evidence(self.target)
        match self.part:
            case Part.AGAIN:
                return (self._bought(self.target), *told[1:])
            case Part.TOGETHER:
                return (self._bought(self.reason.other), *told)
            case Part.LIKE:
                both = f"{CATALOGUE}:{self.target}+{self.reason.other}"
                return (*told, _one("cosine", round(self.cosine or 0.0, 4), both))
            case Part.PRICE:
                usual = _one("usual_prices", [self.low, self.high], self.reason.source)
                return (usual, _one("price", self.price, f"{CATALOGUE}:{self.target}"))
        return told

    def _bought(self, product_id: str) -> dict[str, Any]:
        """Their own purchase of it, in the records that hold it."""
        day = self.reason.when.isoformat() if self.reason.when else None
        return _one("bought", day, f"{self.reason.source}:{product_id}")


def _one(field: str, value: Any, source: str) -> dict[str, Any]:
    return {"field": field, "value": value, "source": source}
