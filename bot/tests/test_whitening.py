"""Vectors scaled to the spread inside the intents."""

from __future__ import annotations

import numpy as np

from bot.nlu.whitening import Whitening


def two_intents() -> tuple[np.ndarray, np.ndarray]:
    """They differ along the first axis; along the second both vary, twenty times as much."""
    draw = np.random.default_rng(3)
    owners = np.repeat([0, 1], 200)
    rows = draw.normal(0, [0.05, 1.0], (400, 2))
    rows[:, 0] += owners * 0.4
    return rows, owners


def test_what_varies_inside_every_intent_counts_for_little() -> None:
    rows, owners = two_intents()
    turned = Whitening.fit(rows, owners).apply(rows)

    def nearest_is_of_its_own(vectors: np.ndarray) -> float:
        cosines = vectors @ vectors.T
        np.fill_diagonal(cosines, -2)
        return float((owners[cosines.argmax(axis=1)] == owners).mean())

    plain = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    assert nearest_is_of_its_own(turned) > nearest_is_of_its_own(plain) + 0.05


def test_whitened_vectors_have_unit_norm() -> None:
    rows, owners = two_intents()
    norms = np.linalg.norm(Whitening.fit(rows, owners).apply(rows), axis=1)
    np.testing.assert_allclose(norms, 1, atol=1e-5)


def test_one_example_an_intent_is_only_centred() -> None:
    rows = np.eye(3, dtype=np.float32)
    turned = Whitening.fit(rows, np.arange(3)).apply(rows)
    centred = rows - rows.mean(axis=0)
    expected = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    np.testing.assert_allclose(turned, expected, atol=1e-6)
