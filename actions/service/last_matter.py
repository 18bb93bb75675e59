"""The matter that ended last, while the customer may come back to it: what they left, taken up
again by "where were we"; what was done, wanted for another order, too ("and 10010 as well").

Owns which matters these are, in memory; what comes next is the progress's."""

from __future__ import annotations

from dataclasses import replace

from actions.service.matter import Matter
from actions.service.outcome import Aborted, Done, Outcome, Told
from actions.service.reading import Reading
from actions.service.recent import Recent

LIKEWISE = {
    "cancel_order": "cancel_order",
    "change_order_address": "change_order_address",
    "change_profile_address": "change_order_address",
    "change_payment": "change_payment",
    "copy_invoice": "copy_invoice",
}
"""What can be wanted of another order in the same way, by what was done."""
OF_AN_ORDER, OF_THE_PROFILE = "change_order_address", "change_profile_address"
UNSURE = frozenset({"clarify", "inform", "order_status", "affirm"})


class LastMatter:
    def __init__(self) -> None:
        self._left: Recent[Matter | None] = Recent(None)
        self._done: Recent[Matter | None] = Recent(None)

    def follow(self, sender_id: str, outcome: Outcome) -> None:
        """What was merely looked up ends nothing."""
        if isinstance(outcome, Told):
            return
        matter = getattr(outcome, "matter", None)
        self._left.keep(sender_id, matter if isinstance(outcome, Aborted) else None)
        self._done.keep(sender_id, matter if isinstance(outcome, Done) else None)

    def forget(self, sender_id: str) -> None:
        self._left.forget(sender_id)
        self._done.forget(sender_id)

    def left(self, sender_id: str) -> Matter | None:
        """As it stood when it was left, with nothing shown."""
        matter = self._left.of(sender_id)
        return replace(matter, asked="", offered=(), operation_id="") if matter else None

    def likewise(self, reading: Reading, kind: str) -> Matter | None:
        """The same for another order, or an order's new address for the profile; `kind` is what
        the message was taken for by itself."""
        heard, done = reading.heard, self._done.of(reading.heard.sender_id)
        wanted = _wanted(done, reading) if done else ""
        if done is None or not wanted:
            return None
        same = heard.intent in UNSURE or kind in (wanted, done.kind, "change_address")
        if not same or not reading.ears.has("also", reading.text):
            return None
        fresh = Matter.new(wanted)
        return replace(
            fresh, claim=done.claim, reason=done.reason, method_id=done.method_id,
            address=done.address,
        )  # fmt: skip


def _wanted(done: Matter, reading: Reading) -> str:
    """The kind that the same would be of; empty where nothing says of what."""
    if reading.mentions.order_ids:
        return LIKEWISE.get(done.kind, "")
    to_profile = done.kind == OF_AN_ORDER and reading.ears.has("profile", reading.text)
    return OF_THE_PROFILE if to_profile else ""
