"""A conversation that a person is asked for, and what is said in it. Owns shapes, no queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from actions.handoff.schema import HandoffRow, LineRow
from actions.stores.moment import aware


class HandoffState(StrEnum):
    """`WAITING`: nobody has it yet, the assistant goes on. `TAKEN`: a colleague has it."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


class Author(StrEnum):
    """`NOTICE`: the server itself, about who has the conversation."""

    CUSTOMER = "customer"
    ASSISTANT = "assistant"
    HUMAN = "human"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Line:
    """`card` holds the texts of what was shown beside the words."""

    key: str
    author: Author
    text: str
    said: datetime
    name: str = ""
    card: Mapping[str, Any] | None = None
    evidence: Sequence[Any] | None = None
    handoff_id: str | None = None
    is_seen: bool = True

    @classmethod
    def of(cls, row: LineRow) -> Line:
        return cls(
            row.key,
            Author(row.author),
            row.text,
            aware(row.said),
            row.name,
            row.card,
            row.evidence,
            row.handoff_id,
            row.seen is not None,
        )

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": self.key,
            "author": self.author.value,
            "name": self.name,
            "text": self.text,
            "said": self.said.isoformat(timespec="milliseconds"),
            "seen": self.is_seen,
        }
        return told | ({"card": self.card} if self.card else {}) | (
            {"evidence": list(self.evidence)} if self.evidence else {}
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handoff:
    """`told` is the state of the dialogue as it was handed over; `closed_by` is `customer` or
    `colleague`."""

    handoff_id: str
    sender_id: str
    state: HandoffState
    reason: str
    summary: str
    evidence: Sequence[Any]
    told: Mapping[str, Any]
    opened: datetime
    taken: datetime | None
    taken_by: str
    closed: datetime | None
    closed_by: str
    external: Mapping[str, Any]

    @classmethod
    def of(cls, row: HandoffRow) -> Handoff:
        return cls(
            row.handoff_id,
            row.sender_id,
            HandoffState(row.state),
            row.reason,
            row.summary,
            row.evidence,
            row.told,
            aware(row.opened),
            aware(row.taken) if row.taken else None,
            row.taken_by,
            aware(row.closed) if row.closed else None,
            row.closed_by,
            row.external,
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.handoff_id,
            "state": self.state.value,
            "reason": self.reason,
            "summary": self.summary,
            "opened": _iso(self.opened),
            "taken": _iso(self.taken),
            "taken_by": self.taken_by,
            "closed": _iso(self.closed),
            "closed_by": self.closed_by,
        }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
