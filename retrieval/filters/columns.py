"""Columns that grow: the arrays behind filters. Owns no meaning of what they hold."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def grown(column: NDArray[Any], size: int, fill: float) -> NDArray[Any]:
    """`column` with room for `size`, half as much again at a time."""
    if len(column) >= size:
        return column
    larger = np.full(max(size, len(column) * 3 // 2, 1024), fill, dtype=column.dtype)
    larger[: len(column)] = column
    return larger
