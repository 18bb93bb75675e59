"""An order as prediction reads it. Owns its shape, and from when on its end is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

DECIDED = timedelta(days=30)
"""After so long at its customer's, an order that hasn't come back is taken to stay."""


@dataclass(frozen=True, slots=True)
class Line:
    """`price` is that of one, in major units."""

    product_id: str
    variant_id: str
    price: float
    quantity: int = 1
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Basket:
    """`came_back_on` is None where it didn't, or where the records don't say when."""

    order_id: str
    customer: str
    placed: datetime
    lines: tuple[Line, ...]
    delivered: date | None = None
    came_back: bool = False
    came_back_on: date | None = None

    @property
    def total(self) -> float:
        return sum(line.price * line.quantity for line in self.lines)

    @property
    def decided(self) -> date | None:
        """The day from which on it is known whether it came back; None while nobody knows."""
        if self.delivered is None:
            return None
        late = self.delivered + DECIDED
        return self.came_back_on or late if self.came_back else late
