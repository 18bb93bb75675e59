"""One thing that a shopper did. Owns its shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.personal.visitor import Visitor
from retrieval.personal.deed import Did

__all__ = ["Did", "Event"]


@dataclass(frozen=True, slots=True)
class Event:
    """`event_id` makes a repeat by the same visitor harmless; `occurred` has its zone. `detail`
    holds `query`, `quantity` and `value` where they were told; a rating's value is 1 to 5."""

    event_id: str
    did: Did
    visitor: Visitor
    occurred: datetime
    product_id: str | None = None
    detail: dict[str, Any] | None = None
