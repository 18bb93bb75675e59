"""How sure a score is: from an ensemble's score to the chance that its answer is right.

Fitted on the training examples alone. Folds keep near-duplicates together (random folds would
leave a copy on both sides and be far too sure), and what belongs to no intent is played by intents
left out of training (not where the examples have an intent for it).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.linear_model import LogisticRegression

from bot.nlu.ensemble import Ensemble

FOLDS = 5
SAME_DISTANCE = 0.35  # cosine distance, average link: two examples below it say the same
# Weight of left-out intents among the rows. They are the hardest of what belongs to no intent, and
# rows kept apart from all that says the same are harder than customers' words: .4, the share that
# chats get, refused a seventh of the right answers on Bitext and a tenth on CLINC150. The more
# examples an intent has, the oftener a message is close to one, and the more these folds that keep
# close ones apart understate it: on CLINC150, a hundred each, .15 refuses 36 right answers in a
# thousand, .08 refuses 21.
# Nothing where the examples have an intent for what belongs to none, as this project's have.
OUTSIDE_SHARE, FEW, FADING = 0.15, 20, 0.4
SEED = 7


class Scorer(Protocol):
    """What `Ensemble` is, and what it is measured against: `intents` name the columns."""

    intents: list[str]

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray: ...


Fit = Callable[[Sequence[str], np.ndarray, Sequence[str]], Scorer]


@dataclass(frozen=True)
class Calibration:
    """confidence = 1 / (1 + exp(-(slope * score + offset)))."""

    slope: float
    offset: float

    def confidence(self, score: np.ndarray) -> np.ndarray:
        return 1.0 / (1.0 + np.exp(-(self.slope * score + self.offset)))


UNTAUGHT = Calibration(slope=6.0, offset=-6.0)  # too few examples: half sure at half the score


def say_the_same(vectors: np.ndarray, distance: float) -> np.ndarray:
    """A cluster's number for each row; average link over cosine."""
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=int)
    return fcluster(linkage(vectors, "average", "cosine"), distance, "distance")


def grouped_folds(
    vectors: np.ndarray, intents: np.ndarray, distance: float = SAME_DISTANCE
) -> np.ndarray:
    """A fold's number for each row; rows of an intent that say the same share a fold. The largest
    clusters are dealt first, each to the fold that has the fewest of this intent; each intent
    begins at another fold, so that no fold gets all the largest."""
    folds = np.zeros(len(intents), dtype=int)
    for first, intent in enumerate(np.unique(intents)):
        rows = np.flatnonzero(intents == intent)
        clusters = say_the_same(vectors[rows], distance)
        held = np.zeros(FOLDS)
        numbers, sizes = np.unique(clusters, return_counts=True)
        for number in numbers[np.argsort(-sizes, kind="stable")]:
            fold = int((np.roll(held, -first).argmin() + first) % FOLDS)
            folds[rows[clusters == number]] = fold
            held[fold] += (clusters == number).sum()
    return folds


def left_out(intents: np.ndarray) -> np.ndarray:
    """The fold that each intent is wholly left out of, by row; -1 where too few would be left."""
    names = np.unique(intents)
    if len(names) < 2 * FOLDS:
        return np.full(len(intents), -1)
    order = np.random.default_rng(SEED).permutation(len(names))
    fold_of = dict(zip(names[order], np.arange(len(names)) % FOLDS, strict=True))
    return np.array([fold_of[intent] for intent in intents])


def calibrate(
    texts: Sequence[str],
    vectors: np.ndarray,
    intents: Sequence[str],
    learns_outside: bool,
    fit: Fit = Ensemble.fit,
) -> Calibration:
    """Fits the two numbers of Platt's sigmoid to right and wrong answers on held-out rows.

    `learns_outside`: the examples themselves hold an intent for what belongs to none, so nothing
    else has to play it.
    """
    words, labels = np.asarray(texts, dtype=object), np.asarray(intents)
    folds = grouped_folds(vectors, labels)
    absent = np.full(len(labels), -1) if learns_outside else left_out(labels)
    scores, right, outside = [], [], []
    for fold in range(FOLDS):
        held = (folds == fold) | (absent == fold)
        if not held.any() or len(np.unique(labels[~held])) < 2:
            continue
        model = fit(words[~held], vectors[~held], labels[~held])
        best = model.scores(words[held], vectors[held])
        answers = np.array(model.intents)[best.argmax(axis=1)]
        scores.append(best.max(axis=1))
        right.append(answers == labels[held])
        outside.append(~np.isin(labels[held], model.intents))
    if not scores:
        return UNTAUGHT
    held_out = (np.concatenate(scores), np.concatenate(right), np.concatenate(outside))
    return _sigmoid(*held_out, outside_share(labels))


def outside_share(labels: np.ndarray) -> float:
    """`OUTSIDE_SHARE` up to `FEW` examples an intent; .08 at five times as many."""
    many = len(labels) / len(np.unique(labels))
    return OUTSIDE_SHARE * float(min(1.0, (FEW / many) ** FADING))


def _sigmoid(
    scores: np.ndarray, right: np.ndarray, outside: np.ndarray, share: float
) -> Calibration:
    if right.all() or not right.any():
        return UNTAUGHT
    weights = np.ones(len(scores))
    if outside.any() and not outside.all():
        weights[outside] = share / (1 - share) * (~outside).sum() / outside.sum()
    model = LogisticRegression(C=100.0)
    model.fit(scores[:, None], right, sample_weight=weights)
    return Calibration(float(model.coef_[0, 0]), float(model.intercept_[0]))
