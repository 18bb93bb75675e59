"""A few messages of four made-up intents, with vectors that cost nothing to make."""

from __future__ import annotations

import hashlib

import numpy as np

SAID = {
    "boil": ["boil the water", "please boil some water", "can you boil it", "boil now", "boil two"],
    "slice": ["slice the bread", "slice it thin", "slice a loaf please", "slice now", "slice two"],
    "wash": ["wash the plates", "wash it up please", "do wash the cups", "wash now", "wash two"],
    "fold": ["fold the sheets", "fold them neatly", "please fold it", "fold now", "fold two"],
}
TEXTS = [text for texts in SAID.values() for text in texts]
INTENTS = [intent for intent, texts in SAID.items() for _ in texts]


def hashed(texts: list[str], width: int = 64) -> np.ndarray:
    """(B, width) unit norm: each word adds its own direction."""
    vectors = np.zeros((len(texts), width), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().split():
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
            vectors[row] += np.random.default_rng(seed).normal(size=width)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
