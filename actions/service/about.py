"""What of a thing is asked: of what waits for a yes, or of an order that was shown."""

from __future__ import annotations

from enum import StrEnum


class About(StrEnum):
    """Of what waits for a yes."""

    PART = "part"
    MONEY = "money"
    WHEN = "when"
    EFFECT = "effect"


class Facet(StrEnum):
    """Of an order."""

    ITEMS = "items"
    STATE = "state"
    PLACED = "placed"
    TOTAL = "total"
    PAID = "paid"
