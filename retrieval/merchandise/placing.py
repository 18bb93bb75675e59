"""Candidates as the merchant wants them: boosts and buries, then pins. Owns no rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.filters import FilterTable
from retrieval.merchandise.rules import Boost
from retrieval.rank.pool import Pool
from retrieval.values import Constraint

PIN_LEAN, PIN_STEP = 1.0, 0.01


def boosted(pool: Pool, boosts: Sequence[Boost], filters: FilterTable) -> Pool:
    for boost in boosts:
        meets = filters.among(pool.rows, boost.match).astype(np.float32)
        if meets.any():
            pool = pool.raised("boost" if boost.by > 0 else "bury", meets, boost.by * meets)
    return pool


def pinned(
    pool: Pool, pins: Sequence[int], constraints: Sequence[Constraint], filters: FilterTable
) -> Pool:
    """The rows in `pins` that meet the `constraints` first, in their order."""
    rows = np.asarray(pins, dtype=np.int64)
    rows = rows[filters.among(rows, constraints)] if len(rows) else rows
    if not len(rows):
        return pool
    pool = pool.joined(rows)
    place = {row: place for place, row in enumerate(rows.tolist())}
    order = np.asarray([place.get(row, -1) for row in pool.rows.tolist()])
    lifted = np.where(order < 0, 0.0, PIN_LEAN + PIN_STEP * (len(rows) - order))
    top = max(float(pool.scores.max(initial=0.0)), 0.0)
    # To one height, whatever each scores by itself: then the file's order holds.
    added = np.where(order < 0, 0.0, top + lifted - pool.scores)
    return pool.raised("pin", (order >= 0).astype(np.float32), added.astype(np.float32))
