"""Rasa 3.6.21's known waste in a turn, removed in one place: around the calls of actions, in the
graph of components, and in policies that have nothing to say.

`mended()` names what is replaced; a test holds the hash of Rasa's own source, so that another
Rasa is looked at before it is mended. What a conversation's length costs is `bot.conversations`'.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.speed import action_calls, graph, policies

PARTS = (action_calls, graph, policies)


def mended() -> dict[str, Callable[..., Any]]:
    """Rasa's own functions that `apply` replaces, by name."""
    return {name: own for part in PARTS for name, own in part.mended().items()}


def apply() -> None:
    """Safe to call again."""
    for part in PARTS:
        part.apply()
