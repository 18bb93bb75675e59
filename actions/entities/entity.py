"""One thing that a message mentions, whichever reader found it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """`kind` is `order_number`, `product`, `brand`, `colour`, `size`, `price`, `date`, `email`,
    `city`, `quantity`, `ordinal`, `postcode` or `name`. `value` is the same however it was said: an
    ISO date, a place as a number (-1 the last), a price as `-40`, `40-`, `20-40`, `~40` or `40`."""

    kind: str
    value: str
    start: int
    end: int
