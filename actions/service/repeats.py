"""A message that came twice: sent again by a hasty thumb or over a bad line when its answer was on
the way. Owns the telling: the first one was read, so the second answers no later question."""

from __future__ import annotations

from actions.service.matter import Matter
from actions.service.recent import Recent

TWICE_WITHIN_S = 5.0
"""Nobody reads a question and answers it in the very same words in so short a time."""


class Repeats:
    def __init__(self) -> None:
        self._last = Recent("", ttl_s=TWICE_WITHIN_S)

    def told(self, sender_id: str, text: str, matter: Matter | None) -> bool:
        """Whether `text` is the last message once more, though something else is asked by now."""
        asked = f"{matter.matter_id} {matter.asked}" if matter else ""
        before, _, said = self._last.of(sender_id).partition("\n")
        again = said == text and before != asked and matter is not None
        self._last.keep(sender_id, "" if again else f"{asked}\n{text}")
        return again
