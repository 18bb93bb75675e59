"""The replies of the last while, so that a merchant can look into how one was worded.

Owns their keeping: in memory alone, so many and so long. Who was answered is not kept, nor what
they had said."""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from actions.errors import NotFound
from llm.plan import Plan
from llm.reply import Reply

KEPT_S = 3600.0
ID_BYTES = 6


@dataclass(frozen=True, slots=True)
class RecentReply:
    """`kept_until` is on the keeper's clock."""

    reply_id: str
    said: datetime
    kept_until: float
    plan: Plan
    reply: Reply

    def as_json(self) -> dict[str, Any]:
        return {
            "reply_id": self.reply_id,
            "said": self.said.isoformat(timespec="seconds"),
            "task": self.plan.task,
            "ask": self.plan.ask,
            "source": self.reply.source,
            "fault": self.reply.fault,
            "reply": self.reply.text,
        }


class RecentReplies:
    """At most `most`, the oldest going first; with 0 nothing is kept. One thread uses it."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: deque[RecentReply] = deque(maxlen=most)

    def add(self, plan: Plan, reply: Reply) -> None:
        """The customer's words go: the reply's prompt has what the model read of them."""
        reply_id, until = secrets.token_hex(ID_BYTES), self._clock() + KEPT_S
        self._forget()
        self._kept.append(
            RecentReply(reply_id, datetime.now(UTC), until, replace(plan, query=""), reply)
        )

    def listed(self) -> list[RecentReply]:
        """The latest first."""
        self._forget()
        return list(reversed(self._kept))

    def get(self, reply_id: str) -> RecentReply:
        """Raises `NotFound`."""
        for kept in self.listed():
            if kept.reply_id == reply_id:
                return kept
        raise NotFound(
            f"no reply {reply_id} is kept: it is too long ago, or the server was started"
        )

    def _forget(self) -> None:
        while self._kept and self._kept[0].kept_until <= self._clock():
            self._kept.popleft()
