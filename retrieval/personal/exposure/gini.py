"""How unevenly something is spread (Gini, 1912)."""

from __future__ import annotations

from collections.abc import Iterable


def gini(counts: Iterable[int]) -> float | None:
    """0 where all have as much, near 1 where one has it all; None where there is nothing. Those
    with nothing count: they have to be among `counts`."""
    ordered = sorted(counts)
    total, many = sum(ordered), len(ordered)
    if not total:
        return None
    ranked = sum(place * count for place, count in enumerate(ordered, start=1))
    return 2 * ranked / (many * total) - (many + 1) / many
