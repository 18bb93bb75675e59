"""The seam to the system that a shop's people work in. Owns the question asked of it, no HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from actions.handoff.outbox import Letter


@dataclass(frozen=True, slots=True)
class Taken:
    """What the target wants remembered of the handoff; by `external_id` it names it to us."""

    external: Mapping[str, Any] = field(default_factory=dict)
    external_id: str | None = None


class Target(Protocol):
    """`name` stands in the outbox."""

    @property
    def name(self) -> str: ...

    async def deliver(self, letter: Letter) -> Taken:
        """Hand over one letter. It may come again, under the same id, when it is not known
        whether it arrived: then it is to be taken once. Raises `Undelivered`."""
