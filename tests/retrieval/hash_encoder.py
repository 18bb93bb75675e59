"""An encoder without a model: each word adds a direction of its own. For tests of everything but
meaning, and quick enough for thousands of texts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from retrieval.encoder import Progress


class HashEncoder:
    dim = 64

    def __init__(self, version: str = "hash-1") -> None:
        self.version = version

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """(B, D), unit norm."""
        made = np.zeros((len(texts), self.dim), dtype=np.float32)
        for place, text in enumerate(texts):
            made[place] = sum((_direction(word) for word in text.casefold().split()), _nothing())
            if progress:
                progress(place + 1, len(texts))
        return made / np.linalg.norm(made, axis=1, keepdims=True)


@lru_cache(maxsize=4096)
def _direction(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal(HashEncoder.dim).astype(np.float32)


def _nothing() -> NDArray[np.float32]:
    """Of a text without words."""
    return np.full(HashEncoder.dim, 1e-3, dtype=np.float32)
