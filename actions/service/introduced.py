"""Who visitors said they are before they said what they want. Owns keeping that, in memory, until a
matter asks for it; whether it is true is the desk's to say."""

from __future__ import annotations

from dataclasses import replace

from actions.identity import Claim
from actions.service.heard import Heard
from actions.service.recent import Recent

TELLS_WHO = frozenset({"inform", "greet", "clarify", "change_address"})
NOBODY = Claim()


class Introduced:
    def __init__(self) -> None:
        self._said = Recent(NOBODY)

    def heard(self, heard: Heard, claim: Claim) -> None:
        """`claim` is what the message says; an order's number says nothing of who asks."""
        claim = replace(claim, order_id="")
        if heard.intent in TELLS_WHO and claim != NOBODY:
            self.said(heard.sender_id, claim)

    def said(self, sender_id: str, claim: Claim) -> None:
        """Added to what they said before."""
        before = self._said.of(sender_id)
        both = replace(
            claim,
            email=claim.email or before.email,
            name=claim.name or before.name,
            postcode=claim.postcode or before.postcode,
        )
        self._said.keep(sender_id, both)

    def forget(self, sender_id: str) -> None:
        self._said.forget(sender_id)

    def taken(self, sender_id: str) -> Claim:
        """What they said, once: from now on the matter keeps it."""
        said = self._said.of(sender_id)
        self._said.keep(sender_id, NOBODY)
        return said
