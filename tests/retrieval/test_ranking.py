"""Candidates of a text: which way they are looked for changes how quickly, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hash_encoder import HashEncoder

from retrieval import ranking
from retrieval.backends.flat import FlatVectors
from retrieval.backends.lexical import TantivyWords
from retrieval.document import Document
from retrieval.ranking import Ranking

STOCK = ("kettle", "copper", "lamp", "brass", "tent", "rope", "wool", "blanket")
COUNT = 300
ENCODER = HashEncoder()


@pytest.fixture(scope="module")
def made() -> Iterator[Ranking]:
    rng = np.random.default_rng(4)
    texts = [" ".join(rng.choice(STOCK, size=rng.integers(2, 6))) for _ in range(COUNT)]
    words, vectors = TantivyWords(None, "english"), FlatVectors(ENCODER.dim)
    words.add((row, Document(text, "", "", "", text)) for row, text in enumerate(texts))
    words.commit()
    vectors.add(np.arange(COUNT), ENCODER.encode(texts))
    yield Ranking(vectors, words)
    words.close()


@pytest.mark.parametrize("passing", [1, 3, 17, 60])
@pytest.mark.parametrize("depth", [5, 40])
def test_few_that_are_allowed_are_ranked_as_many_are(
    made: Ranking, monkeypatch: pytest.MonkeyPatch, passing: int, depth: int
) -> None:
    allowed = np.zeros(COUNT, dtype=np.bool_)
    allowed[np.random.default_rng(passing).choice(COUNT, passing, replace=False)] = True
    for text in ("copper kettle", "wool", "rope tent brass"):
        (vector,) = ENCODER.encode([text])
        pools = []
        for few in (0, COUNT):
            monkeypatch.setattr(ranking, "FEW_TIMES", few)
            monkeypatch.setattr(ranking, "FEW_OF_ALL", few)
            pools.append(made.pool(text, vector, allowed, depth=depth))
        searched, scored = pools
        assert allowed[scored.rows].all()
        # Equal cosines at the edge of the depth may fall either way.
        shared = np.intersect1d(searched.rows, scored.rows)
        assert len(shared) >= min(depth, passing) - 1
        one, other = (dict(zip(p.rows.tolist(), p.dense.tolist(), strict=True)) for p in pools)
        for row in shared.tolist():
            assert one[row] == pytest.approx(other[row], abs=2e-3)
