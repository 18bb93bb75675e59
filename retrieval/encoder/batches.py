"""Cuts many texts into batches of like length, bounded by tokens. Owns no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def length_batches(lengths: Sequence[int], max_tokens: int, max_rows: int) -> Iterator[list[int]]:
    """Positions in `lengths`, longest first so that the worst batch fails early.

    A batch's rows times its longest length stay within `max_tokens`; a row longer than that goes
    alone.
    """
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    start = 0
    while start < len(order):
        widest = max(1, lengths[order[start]])
        rows = max(1, min(max_rows, max_tokens // widest))
        yield order[start : start + rows]
        start += rows
