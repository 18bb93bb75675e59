"""A linear model of many classes, reduced to its weights: data, not a pickled object."""

from __future__ import annotations

import warnings

import numpy as np
from scipy.sparse import spmatrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

STEEPNESS = 3.0  # of the softmax over margins, whose spread is about 1


class Linear:
    """`weights` (C, D), `bias` (C,)."""

    def __init__(self, weights: np.ndarray, bias: np.ndarray) -> None:
        self.weights, self.bias = weights.astype(np.float32), bias.astype(np.float32)
        # A product with sparse rows copies what doesn't lie row by row: megabytes a message.
        self._columns = np.ascontiguousarray(self.weights.T)  # (D, C)

    @classmethod
    def logistic(cls, rows: np.ndarray | spmatrix, labels: np.ndarray) -> Linear:
        """Multinomial logistic regression. `labels` are 0..C-1, every one of them present."""
        model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=40, tol=1e-3)
        with warnings.catch_warnings():  # the last digits of the weights change no answer
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(rows, labels)
        return cls(*_row_a_class(model.coef_, model.intercept_))

    @classmethod
    def margin(cls, rows: np.ndarray | spmatrix, labels: np.ndarray) -> Linear:
        """Each class against the rest by the widest margin; its softmax is no probability, but
        ranks. Many times as quick as `logistic` over words where there are many classes."""
        model = LinearSVC(C=0.5, class_weight="balanced", random_state=0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(rows, labels)
        weights, bias = _row_a_class(model.coef_, model.intercept_)
        return cls(STEEPNESS * weights, STEEPNESS * bias)

    def shares(self, rows: np.ndarray | spmatrix) -> np.ndarray:
        """(B, C) softmax."""
        logits = rows @ self._columns + self.bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)


def _row_a_class(weights: np.ndarray, bias: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of two classes scikit-learn keeps one row."""
    if len(weights) > 1:
        return weights, bias
    return np.vstack([-weights, weights]) / 2, np.append(-bias, bias) / 2
