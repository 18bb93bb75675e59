"""What is seen where no words say what to look for."""

from __future__ import annotations

import numpy as np

from retrieval.browsing import browse
from retrieval.esteem import by_esteem
from retrieval.index import Index


def test_all_that_passes_comes_best_loved_first(index: Index) -> None:
    with index.reading() as parts:
        allowed = np.zeros(parts.store.row_limit, dtype=bool)
        allowed[parts.store.rows()[:4]] = True
        pool = browse(parts, allowed)
        assert sorted(pool.rows.tolist()) == np.flatnonzero(allowed).tolist()
        assert pool.rows.tolist() == by_esteem(pool.rows, parts.filters).tolist()
        assert (np.diff(pool.scores) < 0).all()


def test_without_a_mask_everything_passes(index: Index) -> None:
    with index.reading() as parts:
        assert len(browse(parts, None)) == len(parts.store)
