"""Sentence vectors turned so that what varies inside every intent counts for little.

Wordings, politeness and length differ within all intents alike; scaled to the spread inside them,
directions that tell intents apart stand out (the within-class covariance of linear discriminant
analysis, shrunk to a sphere because there are fewer examples than directions need).
"""

from __future__ import annotations

import numpy as np

SHRINKAGE = 0.3
FLAT = 1e-9  # mean variance inside the intents below which there is nothing to scale by


class Whitening:
    """`centre` (D,), `turn` (D, D)."""

    def __init__(self, centre: np.ndarray, turn: np.ndarray) -> None:
        self.centre, self.turn = centre.astype(np.float32), turn.astype(np.float32)

    @classmethod
    def fit(cls, vectors: np.ndarray, owners: np.ndarray) -> Whitening:
        """`vectors` (N, D); `owners` (N,) are 0..C-1, every one of them present."""
        counts = np.bincount(owners)[:, None]
        sums = np.zeros((len(counts), vectors.shape[1]))
        np.add.at(sums, owners, vectors)
        inside = vectors - (sums / counts)[owners]
        spread = inside.T @ inside / len(vectors)  # (D, D)
        width = len(spread)
        mean = float(np.trace(spread)) / width
        if mean < FLAT:  # one example an intent
            return cls(vectors.mean(axis=0), np.eye(width))
        values, axes = np.linalg.eigh((1 - SHRINKAGE) * spread + SHRINKAGE * mean * np.eye(width))
        return cls(vectors.mean(axis=0), axes / np.sqrt(values))

    def apply(self, vectors: np.ndarray) -> np.ndarray:
        """(B, D) float32, unit norm."""
        turned = (vectors - self.centre) @ self.turn
        return turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-12)
