from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.backends.base import Candidates
from retrieval.backends.fusion import reciprocal_rank, scaled, weighted_min_max


def column(*values: float) -> np.ndarray:
    return np.asarray(values, dtype=np.float32)


def test_weighted_min_max_by_hand() -> None:
    fused = weighted_min_max(column(10, 0, 5), column(0.2, 0.6, 0.4), alpha=0.25)
    np.testing.assert_allclose(fused, [0.75, 0.25, 0.5], atol=1e-6)


def test_alpha_one_is_the_dense_order_and_alpha_zero_the_lexical() -> None:
    lexical, dense = column(3, 1, 2), column(0.1, 0.9, 0.5)
    assert np.argmax(weighted_min_max(lexical, dense, 1.0)) == 1
    assert np.argmax(weighted_min_max(lexical, dense, 0.0)) == 0


def test_no_lexical_match_at_all_adds_nothing() -> None:
    fused = weighted_min_max(column(0, 0), column(0.3, 0.5), alpha=0.5)
    np.testing.assert_allclose(fused, [0.0, 0.5], atol=1e-6)


@given(st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=30))
def test_scaling_keeps_order_and_range(values: list[float]) -> None:
    before, after = column(*values), scaled(column(*values))
    assert after.min() >= 0
    assert after.max() <= 1
    assert (np.diff(after[np.argsort(before, kind="stable")]) >= 0).all()


def test_reciprocal_rank_by_hand() -> None:
    first = Candidates(np.asarray([7, 8]), column(5, 4))
    second = Candidates(np.asarray([8, 9]), column(0.9, 0.1))
    fused = reciprocal_rank(first, second)
    assert fused.rows.tolist() == [8, 7, 9]
    assert fused.scores.tolist() == pytest.approx([1 / 62 + 1 / 61, 1 / 61, 1 / 62])
