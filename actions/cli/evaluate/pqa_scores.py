"""Questions of a Contextual PQA set, scored by each way of choosing. Owns no command and no
table."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actions.config import Config
from llm.grounding.templates import Templates
from llm.planning.asking import tokens
from retrieval.backends.base import Vectors
from retrieval.encoder import Encoder, Progress
from retrieval.evaluate.questions import Question
from retrieval.evidence import EvidenceChooser, features

K1, B = 1.2, 0.75

Scores = NDArray[np.float64]
Rankers = Mapping[str, Callable[[Question], Scores]]


@dataclass(frozen=True, slots=True)
class Vectored:
    """Vectors by text: many questions share their attributes."""

    places: Mapping[str, int]
    vectors: Vectors

    def of(self, text: str) -> Vectors:
        row: Vectors = self.vectors[self.places[text]]
        return row

    def all_of(self, texts: Sequence[str]) -> Vectors:
        return self.vectors[[self.places[text] for text in texts]]


def vectors_of(
    asked: Sequence[Question], encoder: Encoder, progress: Progress | None = None
) -> Vectored:
    texts = dict.fromkeys(text for q in asked for text in (q.text, *texts_of(q)))
    vectors = encoder.encode(list(texts), progress=progress)
    return Vectored({text: place for place, text in enumerate(texts)}, vectors)


def texts_of(question: Question) -> list[str]:
    return [candidate.text for candidate in question.candidates]


def filler(config: Config) -> frozenset[str]:
    return Templates(config.languages_dir).language("en").asks.filler


def found(
    question: Question, vectored: Vectored, skip: frozenset[str]
) -> tuple[Scores, NDArray[np.bool_]]:
    """The candidates' features (N, F), and which of them answer (N,)."""
    texts = texts_of(question)
    cosines = vectored.all_of(texts) @ vectored.of(question.text)
    answers = np.asarray([candidate.grade > 0 for candidate in question.candidates])
    return features(question.text, texts, cosines, skip), answers


def rankers(asked: Sequence[Question], vectored: Vectored, chooser: EvidenceChooser) -> Rankers:
    bm25, rng = _Bm25([text for q in asked for text in texts_of(q)]), random.Random(0)

    def ours(q: Question) -> Scores:
        texts = texts_of(q)
        return chooser.scores(q.text, texts, vectored.of(q.text), vectored.all_of(texts))

    return {
        "random": lambda q: np.asarray([rng.random() for _ in q.candidates]),
        "bm25": lambda q: np.asarray([bm25.score(q.text, text) for text in texts_of(q)]),
        "cosine": lambda q: np.asarray(
            vectored.all_of(texts_of(q)) @ vectored.of(q.text), dtype=np.float64
        ),
        "storeclerk": ours,
    }


def places(question: Question, scores: Scores) -> float:
    """The place of the first candidate that answers; ties count against the ranking."""
    right = np.asarray([candidate.grade > 0 for candidate in question.candidates])
    best = scores[right].max()
    return float(1 + (scores[~right] >= best).sum())


class _Bm25:
    """Over all candidates of the run, for how rare a word is."""

    def __init__(self, texts: Sequence[str]) -> None:
        distinct = [set(_words(text)) for text in dict.fromkeys(texts)]
        self._held = Counter(word for words in distinct for word in words)
        self._count = len(distinct)
        self._mean = sum(map(len, distinct)) / max(1, self._count)

    def score(self, question: str, text: str) -> float:
        said = Counter(_words(text))
        size = K1 * (1 - B + B * sum(said.values()) / self._mean)
        return sum(
            math.log(1 + (self._count - self._held[word] + 0.5) / (self._held[word] + 0.5))
            * said[word] * (K1 + 1) / (said[word] + size)
            for word in set(_words(question))
            if said[word]
        )  # fmt: skip


def _words(text: str) -> list[str]:
    return tokens(text)
