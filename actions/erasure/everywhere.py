"""A subject in the server's database and in Rasa's.

Owns the order: Rasa's first, so that what fails there leaves the list of senders, and can be done
again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from actions.erasure.conversations import Conversations
from actions.erasure.erasing import erase, refuse_if_open
from actions.erasure.export import exported
from actions.erasure.subject import Subject


def export_everywhere(
    engine: Engine, conversations: Conversations, subject: Subject
) -> dict[str, Any]:
    """Raises `Unavailable`."""
    kept = exported(engine, subject)
    elsewhere = conversations.are_elsewhere
    return kept | {"conversations": {} if elsewhere else conversations.events_of(subject.senders)}


def erase_everywhere(
    engine: Engine, conversations: Conversations, subject: Subject, *, anyway: bool = False
) -> dict[str, int]:
    """How much went, by where it lay. Raises `StillOpen` and `Unavailable`."""
    if not anyway:
        refuse_if_open(engine, subject)
    events = 0 if conversations.are_elsewhere else conversations.erase(subject.senders)
    counts = erase(engine, subject, anyway=anyway)
    return counts | ({"rasa_events": events} if events else {})
