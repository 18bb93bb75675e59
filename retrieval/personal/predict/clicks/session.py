"""A session of clicks: items and times, oldest first. Owns reading it from a table of events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retrieval.errors import BadInput
from retrieval.personal.recommend.events import read_timed


@dataclass(frozen=True, slots=True)
class ClickSession:
    """`seconds` are since 1970, one an item."""

    name: str
    items: tuple[str, ...]
    seconds: tuple[float, ...]


def read_sessions(path: Path) -> list[ClickSession]:
    """In the file's order. Raises `BadInput` for a file that can't be used."""
    sessions = []
    for name, events in read_timed(path).items():
        try:
            seconds = tuple(_seconds(number, text) for (number, text), _ in events)
        except ValueError as error:
            raise BadInput(f"session {name}: {error}", source=path) from error
        sessions.append(ClickSession(name, tuple(item for _, item in events), seconds))
    return sessions


def _seconds(number: float, text: str) -> float:
    if not text:
        return number
    when = datetime.fromisoformat(text)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
