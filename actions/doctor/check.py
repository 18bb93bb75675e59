"""One thing looked at. Owns the shape of a finding."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class State(StrEnum):
    """`NOTE`: worth knowing, and everything works without it."""

    OK = "ok"
    NOTE = "note"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """`found` says what is there; `fix` what mends it, empty when nothing needs mending."""

    name: str
    state: State
    found: str
    fix: str = ""

    def as_json(self) -> dict[str, str]:
        return {key: str(value) for key, value in asdict(self).items()}


def ok(name: str, found: str) -> Check:
    return Check(name, State.OK, found)


def note(name: str, found: str, fix: str = "") -> Check:
    return Check(name, State.NOTE, found, fix)


def broken(name: str, found: str, fix: str) -> Check:
    return Check(name, State.BROKEN, found, fix)
