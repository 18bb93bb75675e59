"""What a text feels, how sure that is, and which words carry it.

Owns the answer; learned by `learning`, kept by `saving`. The label may be any word that the file it
was learned from has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from llm.sentiment.blend import Blend, Doubles
from llm.sentiment.grams import Read, read
from llm.sentiment.said import Negation, Said
from llm.sentiment.view import GramView, VectorView

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """[start, stop) of the title (`in_title`) or the text; `adds` is signed."""

    word: str
    start: int
    stop: int
    adds: float
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Feeling:
    """`score` is the probability of `label`. `margin` is its log-odds against the mean of the
    others: what the words add, what the `meaning` of the whole adds, and what is `given` before
    anything is said."""

    label: str
    score: float
    probabilities: dict[str, float]
    margin: float
    words: tuple[Word, ...]
    meaning: float
    given: float

    def heaviest(self, most: int = 5) -> tuple[Word, ...]:
        """Those that speak for the label, most first."""
        carrying = [word for word in self.words if word.adds > 0]
        return tuple(sorted(carrying, key=lambda word: -word.adds)[:most])


@dataclass(frozen=True, slots=True)
class Classifier:
    """`blend` weighs the views of words and the one of vectors; `by_words` does without the latter,
    for whoever has no vectors of the kind it learned with."""

    labels: tuple[str, ...]
    negation: Negation
    views: tuple[GramView, ...]
    meaning: VectorView | None
    blend: Blend
    by_words: Blend
    card: dict[str, Any] = field(default_factory=dict)

    def predict(
        self, texts: Sequence[Said], vectors: Floats | None = None
    ) -> tuple[list[str], Doubles]:
        """The label of each, and the probabilities (N, C)."""
        logits = self._logits([read(said, self.negation) for said in texts], vectors)
        places = self._blend(vectors).chosen(logits)
        return [self.labels[place] for place in places], softmax(logits, axis=1)

    def feelings(self, texts: Sequence[Said], vectors: Floats | None = None) -> list[Feeling]:
        """`vectors` (N, 2 D), as `meaning.put_together` makes them."""
        if not texts:
            return []
        told = [read(said, self.negation) for said in texts]
        logits = self._logits(told, vectors)
        chosen = self._blend(vectors).chosen(logits)
        return [
            self._feeling(
                text, logits[row], int(chosen[row]), None if vectors is None else vectors[row]
            )
            for row, text in enumerate(told)
        ]

    def _blend(self, vectors: Floats | None) -> Blend:
        return self.by_words if vectors is None or self.meaning is None else self.blend

    def _logits(self, texts: Sequence[Read], vectors: Floats | None) -> Doubles:
        scores = [view.scores(texts) for view in self.views]
        if vectors is not None and self.meaning is not None:
            scores.append(self.meaning.scores(vectors))
        return self._blend(vectors).logits(scores)

    def _feeling(self, text: Read, logits: Doubles, chosen: int, vector: Floats | None) -> Feeling:
        blend = self._blend(vector)
        others = np.full(len(self.labels), -1 / max(len(self.labels) - 1, 1))
        others[chosen] = 1.0
        weights = blend.weights
        added = np.zeros(len(text.tokens))
        given = float(blend.bias @ others)
        for weight, view in zip(weights, self.views, strict=False):
            added += weight * (view.by_word(text) @ others)
            given += float(weight * (view.intercept @ others))
        meaning = 0.0
        if blend is self.blend and self.meaning is not None and vector is not None:
            meaning = float(weights[-1] * (self.meaning.coef @ vector) @ others)
            given += float(weights[-1] * (self.meaning.intercept @ others))
        odds = softmax(logits)
        words = tuple(
            Word(token.word, token.start, token.stop, float(adds), place < text.titled)
            for place, (token, adds) in enumerate(zip(text.tokens, added, strict=True))
        )
        by_label = {label: float(p) for label, p in zip(self.labels, odds, strict=True)}
        margin = float(logits @ others)
        return Feeling(
            self.labels[chosen], float(odds[chosen]), by_label, margin, words, meaning, given
        )
