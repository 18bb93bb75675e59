"""A classifier learned from labelled texts. Owns the views, the folds and their settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from llm.errors import DataError
from llm.sentiment.blend import learn_blend
from llm.sentiment.classifier import Classifier
from llm.sentiment.grams import Read, read
from llm.sentiment.said import Negation, Said
from llm.sentiment.view import GramView, VectorView, Vocabulary

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
Progress = Callable[[int, int], None]
Features = Any
"""(N, F): a `csr_matrix` of grams, or vectors."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`at_least` texts must hold a gram; `at_most` of a kind are kept. `c_...` are how far a view's
    weights may go (LR's C)."""

    at_least: int = 2
    at_most: int = 400_000
    c_words: float = 5.0
    c_letters: float = 5.0
    c_ratio: float = 1.0
    c_meaning: float = 2.0
    folds: int = 5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Sight:
    """A view to be: its features (N, F), and whether they are weighed by naive Bayes' ratios."""

    features: Features
    c: float
    by_ratio: bool = False
    vocabulary: Vocabulary | None = None


def learn(
    texts: Sequence[Said],
    labels: Sequence[str],
    vectors: Floats | None = None,
    *,
    negation: Negation,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Classifier:
    """`vectors` (N, 2 D), as `meaning.put_together` makes them, or none. Raises `DataError` where
    there are not two labels with two texts each."""
    settings = settings or Settings()
    names = tuple(sorted(set(labels)))
    truth = np.array([names.index(label) for label in labels], dtype=np.intp)
    folds = min(settings.folds, int(np.bincount(truth, minlength=1).min(initial=len(truth))))
    if len(names) < 2 or folds < 2:
        raise DataError("it takes two labels, with two texts each at least")
    sights = _sights([read(said, negation) for said in texts], vectors, settings)
    splitter = StratifiedKFold(folds, shuffle=True, random_state=settings.seed)
    splits = list(splitter.split(truth, truth))
    apart, fitted = [], []
    for done, sight in enumerate(sights):
        if progress is not None:
            progress(done, len(sights))
        apart.append(_scores_apart(sight, truth, len(names), splits))
        fitted.append(_fit(sight, sight.features, truth, len(names)))
    views = tuple(
        GramView(sight.vocabulary, *weights)
        for sight, weights in zip(sights, fitted, strict=True)
        if sight.vocabulary is not None
    )
    return Classifier(
        names,
        negation,
        views,
        VectorView(*fitted[-1]) if vectors is not None else None,
        learn_blend(apart, truth),
        learn_blend(apart[: len(views)], truth),
    )


def _sights(told: Sequence[Read], vectors: Floats | None, settings: Settings) -> list[_Sight]:
    words = Vocabulary.of(told, "words", settings.at_least, settings.at_most)
    letters = Vocabulary.of(told, "letters", settings.at_least + 1, settings.at_most)
    by_words = words.matrix(told)
    found = [
        _Sight(by_words, settings.c_words, vocabulary=words),
        _Sight(letters.matrix(told), settings.c_letters, vocabulary=letters),
        _Sight(by_words, settings.c_ratio, by_ratio=True, vocabulary=words),
    ]
    if vectors is not None:
        found.append(_Sight(vectors, settings.c_meaning))
    return found


def _scores_apart(
    sight: _Sight, truth: Places, classes: int, splits: Sequence[tuple[Places, Places]]
) -> Floats:
    """(N, C): each text's by a view that was learned without it."""
    found = np.zeros((len(truth), classes), dtype=np.float32)
    for learned, asked in splits:
        coef, intercept = _fit(sight, sight.features[learned], truth[learned], classes)
        found[asked] = sight.features[asked] @ coef.T + intercept
    return found


def _fit(sight: _Sight, features: Features, truth: Places, classes: int) -> tuple[Floats, Floats]:
    """`coef` (C, F) and `intercept` (C,). Of two classes one's weights are the other's negated, and
    the log-odds are shared by halves."""
    if classes == 2:
        coef, intercept = _against(sight, features, truth == 1)
        halves = np.array([-0.5, 0.5], dtype=np.float32)
        return np.outer(halves, coef).astype(np.float32), halves * intercept
    fitted = [_against(sight, features, truth == place) for place in range(classes)]
    return np.stack([coef for coef, _ in fitted]), np.array([i for _, i in fitted], np.float32)


def _against(sight: _Sight, features: Features, is_one: NDArray[np.bool_]) -> tuple[Floats, float]:
    """One class against the others (Wang & Manning 2012 for the ratios)."""
    ratio = _ratio(features, is_one) if sight.by_ratio else None
    if ratio is not None:
        features = features.multiply(ratio).tocsr()
    model = LogisticRegression(C=sight.c, class_weight="balanced", max_iter=500)
    model.fit(features, is_one)
    coef = model.coef_[0].astype(np.float32)
    return coef if ratio is None else coef * ratio, float(model.intercept_[0])


def _ratio(features: csr_matrix, is_one: NDArray[np.bool_]) -> Floats:
    """How much oftener a gram stands in texts of the class than in others; its sign is the
    regression's to find."""
    stands = features.copy()
    stands.data = np.ones_like(stands.data)
    yes = 0.5 + np.asarray(stands[is_one].sum(axis=0)).ravel()
    no = 0.5 + np.asarray(stands[~is_one].sum(axis=0)).ravel()
    ratio: Floats = np.abs(np.log((yes / yes.sum()) / (no / no.sum()))).astype(np.float32)
    return ratio
