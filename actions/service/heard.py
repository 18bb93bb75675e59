"""What reached the desk: one message, with what Rasa made of it and what was in view."""

from __future__ import annotations

from dataclasses import dataclass

from actions.service.kinds import BY_INTENT

AT_THE_DESK = frozenset({"inform", "clarify", "affirm", "deny", "resume", "abort", "choose"})
"""Intents of what may be an answer to the desk's own question, beside those that open a matter."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`intent` is Rasa's (`clarify` where it isn't sure), `sureness` its confidence. `pointed` is
    (product, variant) that the words point at among what was shown. `token_customer_id` comes out
    of a checked customer token and from nowhere else."""

    sender_id: str
    text: str
    intent: str
    sureness: float = 1.0
    language: str = "en"
    pointed: tuple[str, str] | None = None
    token_customer_id: str = ""

    @property
    def digresses(self) -> bool:
        """Rasa is sure enough that this is about something else than the desk's business."""
        return self.intent not in AT_THE_DESK and self.intent not in BY_INTENT
