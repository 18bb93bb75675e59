"""Keeps one thing in its colours and sizes from filling a page: from the fourth on, what is called
nearly the same as those before it is put back a little. Owns no order that a customer wished."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from retrieval.filters.texts import Texts
from retrieval.rank.pool import Pool

FRONT = 40
"""Of so many candidates each is compared with those before it."""
AT_ONCE = 3
ALIKE = 0.7
STEP, MOST = 0.05, 0.15


def varied(pool: Pool, texts: Texts) -> Pool:
    """In the new order; where nothing else is as good, the same things still follow, and none
    leaves the front."""
    rows = pool.rows[:FRONT].tolist()
    before = np.zeros(len(pool), dtype=np.float32)
    before[: len(rows)] = np.tril(_alike([set(texts.title(row)) for row in rows]), -1).sum(axis=1)
    if before.max(initial=0.0) < AT_ONCE:
        return pool
    scores = pool.scores
    behind = float(scores[FRONT]) if len(pool) > FRONT else -np.inf
    put_back = np.clip(STEP * (before - (AT_ONCE - 1)), 0.0, MOST)
    within = np.clip(put_back, 0.0, np.maximum(scores - behind, 0.0)).astype(np.float32)
    return pool.raised("variety", before, -within)


def _alike(titles: Sequence[Collection[int]]) -> NDArray[np.bool_]:
    """(n, n) whether two share most of the words of the longer one."""
    places = {word: place for place, word in enumerate(dict.fromkeys(chain(*titles)))}
    says = np.zeros((len(titles), len(places)))
    for row, title in enumerate(titles):
        says[row, [places[word] for word in title]] = 1.0
    lengths = says.sum(axis=1)
    longer = np.maximum(lengths[:, None], lengths[None, :])
    alike: NDArray[np.bool_] = (longer > 1) & (says @ says.T >= ALIKE * longer)
    return alike
