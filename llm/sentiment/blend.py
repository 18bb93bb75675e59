"""Views weighed against each other, and what they say together made a probability.

Owns weights, bias and offsets; they are learned on scores of texts that the views had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

Doubles = NDArray[np.float64]
RIDGE = 1e-3
STEPS = np.linspace(-2.0, 2.0, 81)
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Blend:
    """`weights` (V,) of the views, `bias` (C,). `offsets` (C,) are added before a label is chosen,
    and to no probability: the likeliest label is not the one that is rarely wrong of a rare class.
    """

    weights: Doubles
    bias: Doubles
    offsets: Doubles

    def logits(self, scores: Sequence[NDArray[np.float32]]) -> Doubles:
        """(N, C) from a view's scores (N, C) each."""
        summed = sum(
            (weight * one for weight, one in zip(self.weights, scores, strict=True)),
            np.zeros_like(scores[0], dtype=np.float64),
        )
        return np.asarray(summed + self.bias)

    def chosen(self, logits: Doubles) -> NDArray[np.intp]:
        return np.asarray((logits + self.offsets).argmax(axis=1))


def learn_blend(scores: Sequence[NDArray[np.float32]], truth: NDArray[np.intp]) -> Blend:
    """By maximum likelihood, `truth` (N,) being each text's class."""
    stacked = np.stack([np.asarray(one, dtype=np.float64) for one in scores])
    views, count, classes = stacked.shape
    target = np.eye(classes)[truth]

    def loss(parameters: Doubles) -> tuple[float, Doubles]:
        weights, bias = parameters[:views], parameters[views:]
        told = log_softmax(np.tensordot(weights, stacked, 1) + bias, axis=1)
        off = (np.exp(told) - target) / count
        gradient = np.concatenate([np.tensordot(stacked, off, 2), off.sum(axis=0)])
        likelihood = -(told * target).sum() / count
        return likelihood + RIDGE * (parameters @ parameters), gradient + 2 * RIDGE * parameters

    first = np.concatenate([np.full(views, 1 / views), np.zeros(classes)])
    bounds = [(0, None)] * views + [(None, None)] * classes
    found = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=bounds).x
    blend = Blend(found[:views], found[views:], np.zeros(classes))
    return Blend(blend.weights, blend.bias, _offsets(blend.logits(scores), truth))


def _offsets(logits: Doubles, truth: NDArray[np.intp]) -> Doubles:
    """Of the classes but the first, one after the other: what gives the best macro-F1. Where many
    do nearly as well, their middle."""
    classes = logits.shape[1]
    offsets = np.zeros(classes)
    for _ in range(ROUNDS if classes > 2 else 1):
        for place in range(1, classes):
            tried = []
            for step in STEPS:
                offsets[place] = step
                tried.append(macro_f1(truth, (logits + offsets).argmax(axis=1), classes))
            near = STEPS[np.array(tried) >= max(tried) - NEARLY]
            offsets[place] = float(near.mean())
    return offsets


NEARLY = 0.001


def macro_f1(truth: NDArray[np.intp], said: NDArray[np.intp], classes: int) -> float:
    counts = np.bincount(truth * classes + said, minlength=classes * classes)
    table = counts.reshape(classes, classes)
    either = table.sum(axis=0) + table.sum(axis=1)
    return float(np.mean(2 * table.diagonal() / np.maximum(either, 1)))
