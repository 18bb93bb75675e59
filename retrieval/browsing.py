"""Candidates where no words say what to look for: all that passes, the best loved first. Owns no
condition and no relevance."""

from __future__ import annotations

import numpy as np

from retrieval.backends.base import Mask
from retrieval.esteem import by_esteem
from retrieval.parts import Parts
from retrieval.rank.pool import Part, Pool


def browse(parts: Parts, allowed: Mask | None) -> Pool:
    rows = parts.store.rows() if allowed is None else np.flatnonzero(allowed)
    order = by_esteem(rows, parts.filters)
    zeros = np.zeros(len(order), dtype=np.float32)
    falling = np.linspace(1.0, 0.0, num=len(order), endpoint=False, dtype=np.float32)
    esteem = Part("esteem", falling, falling)
    return Pool(order, zeros, zeros, falling, (esteem,))
