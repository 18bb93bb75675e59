"""A conversation handed to a person: asked for, taken, answered, handed back; nothing lost."""

from actions.handoff.errors import HandoffClosed, HandoffTaken, NoSuchHandoff
from actions.handoff.handoff import Author, Handoff, HandoffState, Line

__all__ = [
    "Author",
    "Handoff",
    "HandoffClosed",
    "HandoffState",
    "HandoffTaken",
    "Line",
    "NoSuchHandoff",
]
