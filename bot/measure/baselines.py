"""What the classifier has to beat: one linear view alone, calibrated and refused alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.nlu.calibration import Calibration, Fit, calibrate
from bot.nlu.linear import Linear
from bot.nlu.words import WordView
from bot.predict import REJECTIONS, Answer


class OnWords:
    """Logistic regression on TF-IDF of word pairs and of 2 to 5 letters inside words."""

    def __init__(self, intents: list[str], view: WordView, model: Linear) -> None:
        self.intents, self._view, self._model = intents, view, model

    @classmethod
    def fit(cls, texts: Sequence[str], _: np.ndarray, intents: Sequence[str]) -> OnWords:
        names, owners = np.unique(np.asarray(intents), return_inverse=True)
        view = WordView().fit(texts)
        return cls(names.tolist(), view, Linear.logistic(view.transform(texts), owners))

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        return self._model.shares(self._view.transform(texts))


class OnVectors:
    """Logistic regression on the same sentence vectors."""

    def __init__(self, intents: list[str], model: Linear) -> None:
        self.intents, self._model = intents, model

    @classmethod
    def fit(cls, _: Sequence[str], vectors: np.ndarray, intents: Sequence[str]) -> OnVectors:
        names, owners = np.unique(np.asarray(intents), return_inverse=True)
        return cls(names.tolist(), Linear.logistic(vectors, owners))

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        return self._model.shares(vectors)


class Baseline:
    def __init__(self, fit: Fit, threshold: float, outside_intent: str) -> None:
        self._fit, self._threshold, self._outside = fit, threshold, outside_intent
        self._sureness: Calibration

    def fit(self, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str]) -> None:
        self._model = self._fit(texts, vectors, intents)
        self._sureness = calibrate(texts, vectors, intents, self._outside in intents, self._fit)

    def ask(self, texts: Sequence[str], vectors: np.ndarray) -> list[Answer]:
        scores = self._model.scores(texts, vectors)
        sure = self._sureness.confidence(scores.max(axis=1))
        guesses = [self._model.intents[i] for i in scores.argmax(axis=1)]
        return [
            Answer(
                guess if confidence >= self._threshold else None,
                guess,
                float(1 - confidence if guess in REJECTIONS else confidence),
            )
            for guess, confidence in zip(guesses, sure, strict=True)
        ]
