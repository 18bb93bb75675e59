from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.backends.flat import FlatVectors
from retrieval.errors import DimensionMismatch

DIM = 64


def unit(rng: np.random.Generator, count: int) -> np.ndarray:
    vectors = rng.normal(size=(count, DIM)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def filled(count: int) -> tuple[FlatVectors, np.ndarray, np.ndarray]:
    """Vectors under rows with gaps, as removals leave them."""
    rng = np.random.default_rng(3)
    rows = np.sort(rng.choice(2 * count, size=count, replace=False)).astype(np.int64)
    vectors = unit(rng, count)
    backend = FlatVectors(DIM)
    backend.add(rows, vectors)
    return backend, rows, vectors


@pytest.mark.parametrize("share", [1.0, 0.5, 0.05, 0.005, 0.0])
def test_filtered_search_equals_brute_force_at_every_selectivity(share: float) -> None:
    backend, rows, vectors = filled(2000)
    rng = np.random.default_rng(5)
    allowed = rng.random(rows.max() + 1) < share
    halves = vectors.astype(np.float16).astype(np.float32)
    for query in unit(rng, 5):
        scores = np.where(allowed[rows], halves @ query, -np.inf)
        best = np.sort(scores)[::-1][: min(10, int(allowed[rows].sum()))]
        found = backend.search(query, 10, allowed)
        np.testing.assert_allclose(found.scores, best, atol=1e-4)
        own = scores[np.searchsorted(rows, found.rows)]
        np.testing.assert_allclose(found.scores, own, atol=1e-4)


def test_scores_of_named_rows_are_those_of_the_search() -> None:
    backend, _, vectors = filled(300)
    found = backend.search(vectors[7], 20)
    np.testing.assert_allclose(backend.scores(vectors[7], found.rows), found.scores, atol=1e-5)


def test_a_removed_row_is_not_found_and_the_others_keep_their_numbers() -> None:
    backend, rows, vectors = filled(100)
    backend.remove([int(rows[10])])
    assert len(backend) == 99
    assert rows[10] not in backend.search(vectors[10], 99).rows
    assert backend.search(vectors[11], 1).rows.tolist() == [rows[11]]


def test_a_row_added_again_after_removal_has_its_new_vector() -> None:
    backend, rows, vectors = filled(50)
    backend.remove([int(rows[0])])
    backend.add(rows[:1], vectors[1:2])
    assert set(backend.search(vectors[1], 2).rows.tolist()) == {rows[0], rows[1]}


def test_an_empty_index_finds_nothing() -> None:
    backend = FlatVectors(DIM)
    assert len(backend.search(np.zeros(DIM, dtype=np.float32), 5).rows) == 0
    assert len(backend.scores(np.zeros(DIM, dtype=np.float32), np.empty(0, dtype=np.int64))) == 0


def test_a_vector_of_another_width_is_refused() -> None:
    backend, _, _ = filled(5)
    with pytest.raises(DimensionMismatch):
        backend.search(np.zeros(DIM + 1, dtype=np.float32), 1)
    with pytest.raises(DimensionMismatch):
        backend.add(np.asarray([99]), np.zeros((1, DIM - 1), dtype=np.float32))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ar"), st.integers(0, 15)), max_size=40))
def test_adds_and_removes_in_any_order_keep_step_with_a_dict(steps: list[tuple[str, int]]) -> None:
    pool = unit(np.random.default_rng(1), 16)
    backend, oracle = FlatVectors(DIM), set[int]()
    for act, row in steps:
        backend.remove([row])
        oracle.discard(row)
        if act == "a":
            backend.add(np.asarray([row]), pool[row : row + 1])
            oracle.add(row)
    found = backend.search(pool[0], 16)
    assert set(found.rows.tolist()) == oracle
