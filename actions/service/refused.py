"""What was refused last, while the customer may still argue with it. Owns which words argue; the
answer is the judge's again, and says no in other words.
"""

from __future__ import annotations

from actions.service.consent import agrees
from actions.service.ears import Ears
from actions.service.heard import Heard
from actions.service.kinds import BY_INTENT
from actions.service.matter import Matter
from actions.service.outcome import Outcome, Refused, Told
from actions.service.recent import Recent

SURE_OF_LEAVING = 0.8
LEAVES = frozenset({"human", "goodbye", "thanks"})
ARGUES = frozenset({"complaint", "alert_stock"})
"""Kinds that begging is easily taken for; any other that was heard is a wish of its own."""

STORIES = frozenset({"delivery_problem", "warranty_claim"})
"""Told rather than wished for: more words of it are about the same thing."""


class JustRefused:
    """In memory, of each sender. Forgotten as soon as anything else is done with them."""

    def __init__(self) -> None:
        self._last: Recent[Matter | None] = Recent(None)

    def follow(self, sender_id: str, outcome: Outcome) -> None:
        last = self._last.of(sender_id)
        if isinstance(outcome, Told) and last and outcome.matter.order_id == last.order_id:
            return  # where the very order stands changes nothing
        self._last.keep(sender_id, outcome.matter if isinstance(outcome, Refused) else None)

    def forget(self, sender_id: str) -> None:
        self._last.forget(sender_id)

    def last(self, sender_id: str) -> Matter | None:
        return self._last.of(sender_id)

    def meant(self, heard: Heard, in_hand: Matter | None, ears: Ears) -> Matter | None:
        """The matter that the words argue about, or ask to go on with; None for other words."""
        refused = self._last.of(heard.sender_id)
        if refused is None:
            return None
        if heard.intent == "resume" and in_hand is None:
            return refused
        if in_hand is not None and in_hand.asked in ("yes", "instead"):
            answered = agrees(in_hand, heard, ears) is not None
            return None if answered or not self._argues(heard, ears) else refused
        return refused if self._argues(heard, ears) else None

    def _told_once_more(self, heard: Heard) -> bool:
        """More of the story that was refused, of no other order."""
        refused = self._last.of(heard.sender_id)
        kind = BY_INTENT.get(heard.intent, "")
        return (
            refused is not None
            and kind == refused.kind
            and kind in STORIES
            and not any(sign.isdecimal() for sign in heard.text)
        )

    def _argues(self, heard: Heard, ears: Ears) -> bool:
        if self._told_once_more(heard):
            return True
        if not ears.has("plea", heard.text) or ears.has("complains", heard.text):
            return False
        if heard.intent in LEAVES and heard.sureness >= SURE_OF_LEAVING:
            return False
        kind = BY_INTENT.get(heard.intent, "")
        return not kind or kind in ARGUES or heard.sureness < SURE_OF_LEAVING
