"""How many are reached at which score. Owns the table; how many of them would answer isn't told
without a rate that was measured on this shop's own campaigns, and none is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

STEPS = 10


def reach(scores: Sequence[float]) -> list[dict[str, Any]]:
    """`at_least` a score -> `customers`, from all to the few best, at ten even steps of the order.
    `scores` are the highest first."""
    found: dict[float, int] = {}
    for step in range(STEPS, 0, -1):
        place = -(-len(scores) * step // STEPS) - 1
        if place >= 0:
            least = round(scores[place], 4)
            found[least] = sum(1 for score in scores if round(score, 4) >= least)
    return [{"at_least": least, "customers": count} for least, count in sorted(found.items())]
