"""One thing a visitor did, with what the shop knew of the product. Owns its shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from retrieval.personal.deed import Did


@dataclass(frozen=True, slots=True)
class Act:
    """`when` has the shop's zone: hour and weekday are read off it. `product_id` is empty for a
    search; `price` is in major units, `kind` the product's category."""

    did: Did
    when: datetime
    product_id: str = ""
    session: str = ""
    price: float | None = None
    kind: str = ""
    on_offer: bool = False
