"""Vectors made from texts and a seed, for timing searches without an encoder in the loop. Texts
that share words lie near each other, as with a real encoder: without neighbours there would be no
recall to lose. Owns no meaning."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.encoder import Progress
from retrieval.fold import words

DIM = 384
WORDS = 12
NOISE = 0.6
VERSION = "made-1"


class MadeEncoder:
    """A text's vector is the mean of its first words' vectors, and some noise of its own."""

    version = VERSION
    dim = DIM

    def __init__(self) -> None:
        self._of_word: dict[str, NDArray[np.float32]] = {}

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), DIM), dtype=np.float32)
        for place, text in enumerate(texts):
            vectors[place] = self._one(text)
            if progress and place % 1000 == 0:
                progress(place, len(texts))
        return vectors

    def _one(self, text: str) -> NDArray[np.float32]:
        said = words(text)[:WORDS]
        vector = _seeded(text) * np.float32(NOISE)
        if said:
            vector += np.sum([self._word(word) for word in said], axis=0) / np.sqrt(len(said))
        return vector / np.linalg.norm(vector)

    def _word(self, word: str) -> NDArray[np.float32]:
        if word not in self._of_word:
            self._of_word[word] = _seeded(word)
        return self._of_word[word]


def _seeded(text: str) -> NDArray[np.float32]:
    rng = np.random.default_rng(zlib.crc32(text.encode()))
    return rng.standard_normal(DIM, dtype=np.float32) / np.float32(np.sqrt(DIM))
