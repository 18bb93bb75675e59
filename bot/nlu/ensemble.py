"""Three cheap views of a message, added up: logistic regression over its sentence vector, the same
over its words, and how near the nearest example of each intent is. Owns no calibration."""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import spmatrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.nlu.words import WordView

ARRAYS_FILE, WORDS_FILE = "ensemble.npz", "ensemble.json"
WEIGHTS = {"vectors": 0.5, "words": 0.5, "nearest": 1.0}


class Linear:
    """A multinomial logistic regression reduced to its weights: data, not a pickled object."""

    def __init__(self, weights: np.ndarray, bias: np.ndarray) -> None:
        self.weights, self.bias = weights, bias  # (C, D), (C,)

    @classmethod
    def fit(cls, rows: np.ndarray | spmatrix, labels: np.ndarray) -> Linear:
        """`labels` are 0..C-1, every one of them present."""
        model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=40, tol=1e-3)
        with warnings.catch_warnings():  # the last digits of the weights change no answer
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(rows, labels)
        weights, bias = model.coef_, model.intercept_
        if len(weights) == 1:  # two classes: scikit-learn keeps one row
            weights, bias = np.vstack([-weights, weights]) / 2, np.append(-bias, bias) / 2
        return cls(weights.astype(np.float32), bias.astype(np.float32))

    def probabilities(self, rows: np.ndarray | spmatrix) -> np.ndarray:
        """(B, C)."""
        logits = rows @ self.weights.T + self.bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)


class Ensemble:
    """`intents` name the columns of every score; `examples` (N, D) unit norm, `owners` (N,)."""

    def __init__(
        self,
        intents: list[str],
        view: WordView,
        by_vector: Linear,
        by_words: Linear,
        examples: np.ndarray,
        owners: np.ndarray,
    ) -> None:
        self.intents = intents
        self._view, self._by_vector, self._by_words = view, by_vector, by_words
        self._examples, self._owners = examples, owners

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str]) -> Ensemble:
        """At least two different intents."""
        names, owners = np.unique(np.asarray(intents), return_inverse=True)
        view = WordView().fit(texts)
        return cls(
            [str(name) for name in names],
            view,
            Linear.fit(vectors, owners),
            Linear.fit(view.transform(texts), owners),
            vectors.astype(np.float32),
            owners,
        )

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """(B, C), higher is better; at most 2."""
        nearest = np.full((len(texts), len(self.intents)), -1.0, dtype=np.float32)
        cosines = vectors @ self._examples.T  # (B, N)
        for column in range(len(self.intents)):
            nearest[:, column] = cosines[:, self._owners == column].max(axis=1)
        return (
            WEIGHTS["vectors"] * self._by_vector.probabilities(vectors)
            + WEIGHTS["words"] * self._by_words.probabilities(self._view.transform(texts))
            + WEIGHTS["nearest"] * nearest
        )

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / ARRAYS_FILE,
            examples=self._examples,
            owners=self._owners,
            vector_weights=self._by_vector.weights,
            vector_bias=self._by_vector.bias,
            word_weights=self._by_words.weights,
            word_bias=self._by_words.bias,
        )
        state = {"intents": self.intents, "words": self._view.state()}
        (folder / WORDS_FILE).write_text(json.dumps(state), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Ensemble:
        """Raises `FileNotFoundError`, `KeyError` or `ValueError` when it isn't all there."""
        state = json.loads((folder / WORDS_FILE).read_text(encoding="utf-8"))
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            return cls(
                list(state["intents"]),
                WordView.from_state(state["words"]),
                Linear(arrays["vector_weights"], arrays["vector_bias"]),
                Linear(arrays["word_weights"], arrays["word_bias"]),
                arrays["examples"],
                arrays["owners"],
            )
