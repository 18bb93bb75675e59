"""The seam to a shop's back end. Owns the questions the assistant asks, not where answers lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from actions.stores.order import Order


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb: `value` is `up` or `down`, `index` the message's place in its turn."""

    session: str
    turn_id: str
    index: int
    value: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a shopper did. `event_id` makes a repeat harmless."""

    event_id: str
    kind: str
    session: str
    occurred: datetime
    customer_id: str | None = None
    product_id: str | None = None
    detail: dict[str, Any] | None = None


class Store(Protocol):
    """Methods block; call them from a worker thread. What is written is durable on return."""

    def order(self, order_id: str) -> Order | None:
        """The order of that number, or None."""

    def save_feedback(self, feedback: Feedback) -> None:
        """Keep it; a second thumb on the same message replaces the first."""

    def save_events(self, events: list[Event]) -> int:
        """Keep those not seen before; returns how many were new."""

    def close(self) -> None:
        """Let go of the connections."""
