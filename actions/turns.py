"""The rich part of each message, kept under its turn id until the gateway joins it to the words
that came back through Rasa. Owns no delivery."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from actions.personal.visitor import Visitor

MAX_OPEN_TURNS = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """What an action said: `text` goes through Rasa, `custom` and `evidence` wait here."""

    text: str
    custom: dict[str, Any] | None = None
    evidence: list[dict[str, Any]] | None = None

    def as_json(self) -> dict[str, Any]:
        message: dict[str, Any] = {"text": self.text}
        if self.custom is not None:
            message["custom"] = self.custom
        if self.evidence is not None:
            message["evidence"] = self.evidence
        return message


@dataclass(slots=True)
class Turn:
    """`deadline` is on `time.monotonic`'s clock; an action that would pass it says less. `visitor`
    is whose events and consent count, the conversation's own where nobody else is told."""

    turn_id: str
    sender_id: str
    deadline: float
    customer_id: str | None = None
    parts: list[Part] = field(default_factory=list)
    visitor: Visitor | None = None


class Turns:
    """The turns now under way in this process."""

    def __init__(self, max_open: int = MAX_OPEN_TURNS) -> None:
        self._open: OrderedDict[str, Turn] = OrderedDict()
        self._max_open = max_open

    def begin(
        self,
        turn_id: str,
        sender_id: str,
        budget_s: float,
        customer_id: str | None = None,
        visitor: Visitor | None = None,
    ) -> Turn:
        deadline = time.monotonic() + budget_s
        turn = Turn(turn_id, sender_id, deadline, customer_id, visitor=visitor)
        self._open[turn_id] = turn
        while len(self._open) > self._max_open:
            self._open.popitem(last=False)
        return turn

    def get(self, turn_id: str | None) -> Turn | None:
        return self._open.get(turn_id) if turn_id else None

    def end(self, turn_id: str) -> list[Part]:
        """The parts of this turn, in the order they were said; the turn is forgotten."""
        turn = self._open.pop(turn_id, None)
        return turn.parts if turn else []
