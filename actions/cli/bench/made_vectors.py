"""Vectors made from texts and a seed, for timing searches without an encoder in the loop. Texts
that share words lie near each other, as with a real encoder: without neighbours there would be no
recall to lose. Owns no meaning.

How much more a thing's name weighs than other words, and the noise, were set so that lists around
centres lose about as much of the nearest ten as they do with MiniLM's vectors of a real catalogue
of the same size.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from actions.cli.bench.made_catalogue import STYLES, THINGS
from retrieval.encoder import Progress
from retrieval.fold import words

DIM = 384
WORDS = 12
NOISE = 0.3
TOPIC = 3.0
VERSION = "made-2"
_TOPICS = {word: word for word in (*THINGS, *STYLES)} | {f"{word}s": word for word in THINGS}


class MadeEncoder:
    """A text's vector is the weighted sum of its first words' vectors, and noise of its own."""

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
        vector = _seeded(text) * np.float32(NOISE)
        said = words(text)[:WORDS]
        weights = [TOPIC if word in _TOPICS else 1.0 for word in said]
        length = float(np.linalg.norm(weights)) or 1.0
        for word, weight in zip(said, weights, strict=True):
            vector += self._word(_TOPICS.get(word, word)) * np.float32(weight / length)
        return vector / np.linalg.norm(vector)

    def _word(self, word: str) -> NDArray[np.float32]:
        if word not in self._of_word:
            self._of_word[word] = _seeded(word)
        return self._of_word[word]


def _seeded(text: str) -> NDArray[np.float32]:
    rng = np.random.default_rng(zlib.crc32(text.encode()))
    return rng.standard_normal(DIM, dtype=np.float32) / np.float32(np.sqrt(DIM))
