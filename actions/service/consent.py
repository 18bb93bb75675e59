"""Whether a message agrees to what was shown, or leaves it. Owns what counts beside the plain
words; these are `actions.choosing`'s."""

from __future__ import annotations

from actions.choosing import yes_or_no
from actions.service.ears import Ears
from actions.service.heard import Heard
from actions.service.kinds import KINDS
from actions.service.matter import Matter


def agrees(matter: Matter, heard: Heard, ears: Ears) -> bool | None:
    """As `yes_or_no`; a yes may say again what would be done."""
    kind = KINDS[matter.kind].becomes or matter.kind
    return yes_or_no(heard.text, ears.words, kind)


def says_more(before: Matter, after: Matter) -> bool:
    """ "I don't need it any more" sounds like leaving it, and is a reason; "no no, it's 1234" is
    another address: `after` is `before` with what the words set."""
    if before.asked == "reason" and after.reason != before.reason:
        return True
    told = before.asked in ("text", "yes") and after.text != before.text
    return told or (before.asked in ("address", "yes") and after.address != before.address)
