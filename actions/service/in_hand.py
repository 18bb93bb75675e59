"""What is under way with each sender: which matter is in hand, and what an outcome makes of it.

Owns opening, setting aside and closing; `matters.py` keeps them, the clerk decides."""

from __future__ import annotations

from dataclasses import replace

from actions.service.matter import Matter
from actions.service.matters import Matters
from actions.service.outcome import Aborted, Ask, Confirm, Done, Outcome, Refused, Told


class InHand:
    """Methods block."""

    def __init__(self, matters: Matters) -> None:
        self._matters = matters

    def of(self, sender_id: str) -> Matter | None:
        return next(iter(self._matters.open_ones(sender_id)), None)

    def set_aside(self, sender_id: str) -> Matter | None:
        """It waits until they come back to it: nothing is done on a yes to what is said to them
        now, and they aren't asked again of themselves."""
        matter = self.of(sender_id)
        if matter is not None:
            self._matters.keep(sender_id, replace(matter, aside=True))
        return matter

    def drop_all(self, sender_id: str) -> None:
        self._matters.erase(sender_id)

    def later(self, sender_id: str, matter: Matter) -> None:
        """Behind what is in hand."""
        self._matters.keep_for_later(sender_id, matter)

    def also(self, sender_id: str, matter: Matter | None) -> bool:
        """Whether there is a matter to wait behind what is in hand."""
        if matter is not None:
            self.later(sender_id, matter)
        return matter is not None

    def follow(self, sender_id: str, outcome: Outcome) -> None:
        """What an ask or a question left open is in hand; anything else ends its matter."""
        match outcome:
            case Ask() | Confirm():
                self._matters.keep(sender_id, outcome.matter)
            case Refused(instead=kind) if kind:
                self._matters.keep(sender_id, outcome.matter.asking("instead", (kind,)))
            case Done() | Refused() | Aborted() | Told():
                self.close(sender_id, outcome.matter)

    def close(self, sender_id: str, matter: Matter) -> None:
        self._matters.close(sender_id, matter.matter_id)
