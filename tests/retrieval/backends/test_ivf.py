"""Lists around centres against looking at every vector, and against the flat backend."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.backends import open as opening
from retrieval.backends.flat import FlatVectors
from retrieval.backends.ivf import IvfVectors
from retrieval.backends.open import open_vectors
from retrieval.errors import DimensionMismatch

DIM, COUNT = 32, 6000


def clustered(rng: np.random.Generator, count: int) -> np.ndarray:
    """Around 150 centres: vectors without neighbours have no recall to lose."""
    centres = np.random.default_rng(1).normal(size=(150, DIM))
    vectors = centres[rng.integers(0, 150, count)] + 0.5 * rng.normal(size=(count, DIM))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return clustered(np.random.default_rng(2), COUNT)


@pytest.fixture(scope="module")
def rows() -> np.ndarray:
    """With gaps, as removals leave them."""
    chosen = np.random.default_rng(3).choice(2 * COUNT, size=COUNT, replace=False)
    return np.sort(chosen).astype(np.int64)


def filled(rows: np.ndarray, vectors: np.ndarray) -> IvfVectors:
    backend = IvfVectors(DIM, IvfVectors.lists_for(len(rows)))
    backend.train(vectors)
    backend.add(rows, vectors)
    return backend


@pytest.mark.parametrize("share", [1.0, 0.3, 0.1, 0.01, 0.001])
def test_it_finds_what_looking_at_everything_finds(
    rows: np.ndarray, vectors: np.ndarray, share: float
) -> None:
    backend, rng = filled(rows, vectors), np.random.default_rng(5)
    allowed = rng.random(rows.max() + 1) < share
    found_of_true = []
    for query in clustered(rng, 30):
        scores = np.where(allowed[rows], vectors @ query, -np.inf)
        true = rows[np.argsort(-scores)[: min(10, int(allowed[rows].sum()))]]
        found = backend.search(query, 10, allowed)
        assert allowed[found.rows].all()
        assert len(found.rows) == len(true)
        own = (vectors @ query)[np.searchsorted(rows, found.rows)]
        np.testing.assert_allclose(found.scores, own, atol=0.02)
        found_of_true.append(np.isin(true, found.rows).mean())
    assert np.mean(found_of_true) >= 0.95


def test_flat_and_lists_score_alike(rows: np.ndarray, vectors: np.ndarray) -> None:
    flat, lists = FlatVectors(DIM), filled(rows, vectors)
    flat.add(rows, vectors)
    some = rows[::37]
    query = vectors[4]
    np.testing.assert_allclose(lists.scores(query, some), flat.scores(query, some), atol=0.02)
    found = lists.search(query, 20)
    np.testing.assert_allclose(lists.scores(query, found.rows), found.scores, atol=1e-4)


def test_deep_searches_look_wider(rows: np.ndarray, vectors: np.ndarray) -> None:
    backend = filled(rows, vectors)
    assert len(backend.search(vectors[0], COUNT).rows) == COUNT
    assert len(backend.search(vectors[0], 2000).rows) == 2000


def test_adds_and_removes_in_any_order_keep_step_with_a_dict(
    rows: np.ndarray, vectors: np.ndarray
) -> None:
    backend = filled(rows, vectors)
    held = dict(zip(rows.tolist(), vectors, strict=True))
    rng = np.random.default_rng(7)
    for number in range(300):
        row = int(rng.choice(rows)) if number % 3 else int(rng.integers(0, 3 * COUNT))
        backend.remove([row])
        held.pop(row, None)
        if number % 2:
            (vector,) = clustered(rng, 1)
            backend.add(np.asarray([row]), vector[None])
            held[row] = vector
            assert backend.search(vector, 1).rows.tolist() == [row]
    assert len(backend) == len(held)
    assert set(backend.search(vectors[0], len(held)).rows.tolist()) == set(held)


def test_a_vector_of_another_width_is_refused(rows: np.ndarray, vectors: np.ndarray) -> None:
    backend = filled(rows[:500], vectors[:500])
    with pytest.raises(DimensionMismatch):
        backend.search(np.zeros(DIM + 1, dtype=np.float32), 1)
    with pytest.raises(DimensionMismatch):
        backend.add(np.asarray([99]), np.zeros((1, DIM - 1), dtype=np.float32))


def test_few_vectors_are_opened_flat_and_many_in_lists(
    rows: np.ndarray, vectors: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    halves = vectors.astype(np.float16)
    assert isinstance(open_vectors(DIM, rows, halves), FlatVectors)
    monkeypatch.setattr(opening, "FLAT_UP_TO", 1000)
    many = open_vectors(DIM, rows, halves)
    assert isinstance(many, IvfVectors)
    assert many.search(vectors[9], 1).rows.tolist() == [rows[9]]


def test_none_at_all_is_an_index_too() -> None:
    none = open_vectors(DIM, np.empty(0, dtype=np.int64), np.empty((0, DIM), dtype=np.float16))
    assert len(none.search(np.zeros(DIM, dtype=np.float32), 5).rows) == 0
