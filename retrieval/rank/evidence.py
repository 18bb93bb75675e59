"""What speaks for each candidate of a search, in columns: words, meaning, the kind of thing and
where the words stand. Owns no weights; the same columns are made for training and for serving.

Every column lies in [0, 1], so that what was learned on one catalogue holds on another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from retrieval.backends.base import Rows, Vectors
from retrieval.backends.fusion import scaled
from retrieval.esteem import PRIOR_RATING, esteem
from retrieval.filters import FilterTable
from retrieval.filters.postings import as_array, union
from retrieval.query import Heads
from retrieval.rank.pool import Pool

FRONT = 50
"""So many of the best candidates by words and meaning say what kind of thing is usual."""

NAMES = (
    "words",
    "meaning",
    "cosine",
    "said",
    "named",
    "all_named",
    "phrase",
    "category_kind",
    "title_kind",
    "usual_kind",
    "rating",
)

Columns = Mapping[str, Vectors]
"""Each of `NAMES` -> (k,) float32, in the order of the pool."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a query looks for: its distinct words, each in all its forms, and what the thing is
    called. `heads` are the catalogue's, in the query's language."""

    words: Sequence[Sequence[str]]
    things: Sequence[str]
    heads: Heads


@dataclass(frozen=True, slots=True)
class Evidence:
    """Reads the live tables; remembers nothing."""

    filters: FilterTable

    def columns(self, pool: Pool, sought: Sought) -> Columns:
        """`pool` best first by words and meaning."""
        heads = sought.heads
        held = BitMap(pool.rows.astype(np.uint32))
        found = _Places(pool.rows)
        said, named = self._coverage(sought, held, found)
        kind = heads.within(heads.categories(sought.things)) & held
        titled = heads.called(sought.things) & held
        return {
            "words": scaled(pool.lexical),
            "meaning": scaled(pool.dense),
            "cosine": np.clip(pool.dense, 0.0, 1.0),
            "said": said,
            "named": named,
            "all_named": (named > 0.999).astype(np.float32),
            "phrase": found.at(self._phrase(sought, held)),
            "category_kind": found.at(kind),
            "title_kind": found.at(titled - kind),
            "usual_kind": _usual(pool.rows, heads),
            "rating": self._rating(pool.rows),
        }

    def _coverage(self, sought: Sought, held: BitMap, found: _Places) -> tuple[Vectors, Vectors]:
        """How much of the query a candidate says at all, and in its title or category: the rarer
        a word, the more it counts."""
        texts, total = self.filters.texts, len(self.filters)
        said, named = found.none(), found.none()
        weights = 0.0
        for forms in sought.words:
            saying = union(texts.saying(form) for form in forms)
            weight = math.log(1 + (total + 1) / (len(saying) + 0.5))
            weights += weight
            said += weight * found.at(saying & held)
            named += weight * found.at(union(texts.named(form) for form in forms) & held)
        if weights:
            said, named = (np.minimum(share / weights, 1.0) for share in (said, named))
        return said, named

    def _phrase(self, sought: Sought, held: BitMap) -> BitMap:
        """Those whose title says all the words as they stand."""
        if len(sought.words) < 2:
            return BitMap()
        return self.filters.texts.titled(" ".join(forms[0] for forms in sought.words), held)

    def _rating(self, rows: Rows) -> Vectors:
        """Of 5, drawn to the mean where few have rated; the mean where nobody has."""
        standing = self.filters.standing
        loved = esteem(standing.rating[rows], standing.rating_count[rows])
        return (np.where(loved == 0.0, PRIOR_RATING, loved) / 5.0).astype(np.float32)


class _Places:
    """Where in the pool a row stands."""

    def __init__(self, rows: Rows) -> None:
        self._order = np.argsort(rows)
        self._sorted = rows[self._order]

    def none(self) -> Vectors:
        return np.zeros(len(self._sorted), dtype=np.float32)

    def at(self, rows: BitMap) -> Vectors:
        """(k,) 1 for those of the pool's that are among `rows`, which the pool holds all."""
        column = self.none()
        column[self._order[np.searchsorted(self._sorted, as_array(rows))]] = 1.0
        return column


def _usual(rows: Rows, heads: Heads) -> Vectors:
    """For each candidate how many of the front are called what it is called, as a share."""
    numbers, owner = heads.together(rows)
    share = np.zeros(len(rows), dtype=np.float32)
    if len(numbers):
        front = np.bincount(numbers[owner < FRONT], minlength=int(numbers.max()) + 1)
        np.maximum.at(share, owner, (front[numbers] / min(FRONT, len(rows))).astype(np.float32))
    return share
