"""What the desk remembers of a sender for a while, beside the matter in hand: what was done,
refused or looked at last, and who they said they are. Owns that all of them note each outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from actions.operations import Operations
from actions.service.in_view import InView
from actions.service.introduced import Introduced
from actions.service.just_done import JustDone
from actions.service.last_matter import LastMatter
from actions.service.outcome import Outcome
from actions.service.recent import Recent
from actions.service.refused import JustRefused
from actions.service.repeats import Repeats


class Remembered:
    def __init__(self, operations: Operations, clock: Callable[[], datetime]) -> None:
        self.orders, self.done = Recent(""), JustDone(operations, clock)
        self.refused, self.last, self.repeats = JustRefused(), LastMatter(), Repeats()
        self.introduced, self.view = Introduced(), InView()
        self.strangers = Recent(False)

    def follow(self, sender_id: str, outcome: Outcome) -> None:
        self.refused.follow(sender_id, outcome)
        self.done.follow(sender_id, outcome)
        self.last.follow(sender_id, outcome)
        self.view.follow(sender_id, outcome)
        if order_id := getattr(getattr(outcome, "matter", None), "order_id", ""):
            self.orders.keep(sender_id, order_id)

    def forget(self, sender_id: str) -> None:
        """All of whoever was there: somebody else is speaking."""
        for kept in (self.orders, self.view, self.last, self.refused, self.introduced):
            kept.forget(sender_id)
        self.strangers.keep(sender_id, True)
