"""Candidates for a text among the rows allowed, by words and meaning fused. Owns no constraints
and no products; `retrieval.rank` puts them in their final order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.backends.base import Candidates, Mask, Rows, Vectors, VectorSearch, WordSearch
from retrieval.backends.fusion import weighted_min_max
from retrieval.backends.lexical import scores_of
from retrieval.rank.pool import Pool

DENSE_SHARE = 0.5
DEPTH = 1000
"""Candidates of each kind. Min-max scaling needs the tail: at 200, nDCG@10 is .005 to .01 less."""
FEW_TIMES = 2
"""The depth."""
FEW_OF_ALL = 0.01

KNOWN_COSINE = 0.30
UNKNOWN_COSINE = 0.40
"""How near the nearest product must be to count, where all the query's words are known to the
catalogue and where some aren't. Measured on two catalogues: of queries that have an answer 95 %
come nearer than .40 and all nearer than .31; nonsense reaches .20 to .40 (docs/retrieval.md)."""

SAID_NAME_COSINE = 0.45
UNKNOWN_NAME_COSINE = 0.50
"""A name asks for that thing, so what is offered in its place must be near (docs/retrieval.md)."""

TAIL_COSINE = 0.65
TAIL_SCORE = 0.3
"""A candidate without a common word must come so near to the best's cosine, one with a common word
to the best's score: what lies below is noise at the end of a page."""


class Ranking:
    """Words and meaning together."""

    def __init__(self, vectors: VectorSearch, words: WordSearch) -> None:
        self.vectors = vectors
        self.words = words

    def pool(
        self,
        text: str,
        vector: Vectors,
        allowed: Mask | None,
        *,
        depth: int = DEPTH,
        always: Sequence[int] = (),
    ) -> Pool:
        """The best of the `allowed` rows. The rows in `always` are candidates come what may."""
        lexical = self.words.search(text, depth, allowed)
        dense = self._nearest(vector, depth, allowed)
        rows = np.unique(np.concatenate([lexical.rows, dense.rows, _int(always)]))
        if not len(rows):
            return Pool.empty()
        by_words = scores_of(lexical, rows)
        by_meaning = scores_of(dense, rows)
        unscored = ~np.isin(rows, dense.rows)
        by_meaning[unscored] = self.vectors.scores(vector, rows[unscored])
        fused = weighted_min_max(by_words, by_meaning, DENSE_SHARE)
        return Pool(rows, by_words, by_meaning, fused).sorted()

    def _nearest(self, vector: Vectors, depth: int, allowed: Mask | None) -> Candidates:
        """Where few of very many are allowed each is scored: quicker than to look for them."""
        few = min(FEW_TIMES * depth, FEW_OF_ALL * len(self.vectors))
        if allowed is None or int(np.count_nonzero(allowed)) > few:
            return self.vectors.search(vector, depth, allowed)
        rows = np.flatnonzero(allowed)
        scores = self.vectors.scores(vector, rows)
        best = np.argsort(-scores, kind="stable")[:depth]
        return Candidates(rows[best], scores[best])


def floor_of(known_share: float) -> float:
    """The cosine from which a product is about a text of which no product holds all the words;
    `known_share` of them are known to the catalogue. One common word of three may be chance."""
    return KNOWN_COSINE if known_share == 1.0 else UNKNOWN_COSINE


def floor_of_name(known: bool) -> float:
    """The same for a bare name of which the catalogue has no kind (`dragon egg`): it says the
    word somewhere, or nowhere."""
    return SAID_NAME_COSINE if known else UNKNOWN_NAME_COSINE


def without_tail(pool: Pool, exact: Sequence[int] = ()) -> Pool:
    """The candidates worth showing: where the query names a product by its code, that product and
    what says the same words."""
    if not len(pool):
        return pool
    near = pool.dense >= max(KNOWN_COSINE, TAIL_COSINE * float(pool.dense.max()))
    said = (pool.lexical > 0) & (pool.fused >= TAIL_SCORE * float(pool.fused.max()))
    if exact:
        near = np.isin(pool.rows, exact)
    return pool.take(np.flatnonzero(near | said))


def _int(rows: Sequence[int]) -> Rows:
    return np.asarray(rows, dtype=np.int64)
