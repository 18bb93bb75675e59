"""What one source proposes. Owns its shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.personal.suggest.reason import Reason
from retrieval.personal.suggest.situation import Situation


@dataclass(frozen=True, slots=True)
class Proposal:
    """`score` compares with others of the same source alone, higher is better. Without a reason it
    stands for what another source gives one for."""

    product_id: str
    score: float
    reason: Reason | None = None


Source = Callable[[Situation, int], list[Proposal]]
"""The best so many for a situation, best first."""
