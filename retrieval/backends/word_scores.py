"""What each word alone scores in every row that holds it. Owns no words and no filter plan.

BM25's score of a text is the sum over its words, so the rows that a filter lets through are scored
exactly by adding up: a word costs one search when it is first asked for, and after that a few
array operations whatever the filter.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from retrieval.backends.base import Candidates, Mask, Rows, Vectors

MOST_HELD = 6_000_000
"""Rows over all words, 12 bytes each; the words asked for last stay."""

LookUp = Callable[[str], Candidates]


class WordScores:
    """Safe to use from several threads. `look_up` finds all rows that hold a word."""

    def __init__(self, look_up: LookUp) -> None:
        self._look_up = look_up
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Candidates] = OrderedDict()
        self._size = 0
        self._version = 0

    @property
    def size(self) -> int:
        """Rows that are held, over all words."""
        return self._size

    def of(self, word: str) -> Candidates:
        with self._lock:
            known = self._held.get(word)
            if known is not None:
                self._held.move_to_end(word)
                return known
            version = self._version
        found = self._look_up(word)
        order = np.argsort(found.rows)
        found = Candidates(found.rows[order], found.scores[order])
        with self._lock:
            if version == self._version and word not in self._held:
                self._held[word] = found
                self._size += len(found.rows)
                while self._size > MOST_HELD and len(self._held) > 1:
                    self._size -= len(self._held.popitem(last=False)[1].rows)
        return found

    def forget(self) -> None:
        """The texts have changed."""
        with self._lock:
            self._held.clear()
            self._size = 0
            self._version += 1

    def best(
        self, words: Sequence[str], k: int, allowed: Mask, *, holding_all: bool = False
    ) -> Candidates:
        """The `k` best of the `allowed` rows, equal ones by row."""
        total = np.zeros(len(allowed), dtype=np.float32)
        times = np.zeros(len(allowed), dtype=np.uint8)
        fresh = []
        for word in words:
            one = self.of(word)
            keep = allowed[one.rows]
            rows = one.rows[keep]
            fresh.append(rows[times[rows] == 0])
            total[rows] += one.scores[keep]
            times[rows] += 1
        rows = np.concatenate(fresh)
        if holding_all:
            rows = rows[times[rows] == len(words)]
        return _first(rows, total[rows], k)


def _first(rows: Rows, scores: Vectors, k: int) -> Candidates:
    if len(rows) > k:
        edge = np.partition(scores, len(scores) - k)[len(scores) - k]
        rows, scores = rows[scores >= edge], scores[scores >= edge]
    order = np.lexsort((rows, -scores))[:k]
    return Candidates(rows[order], scores[order])
