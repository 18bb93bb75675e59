"""The words' view of a message: TF-IDF over words and pieces of words, saved as plain data. Goods
and their options count as one word each (`stand_ins`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.stand_ins import StandIns

TINY = 1e-12
DIGIT = re.compile(r"\d")


def shape_of_digits(text: str) -> str:
    """`10234` -> `00000`: that five digits stand there says more than which."""
    return DIGIT.sub("0", text.lower())


class WordView:
    """Sublinear TF-IDF of word pairs and of 2 to 5 letters inside words, side by side."""

    def __init__(self, stand_ins: StandIns | None = None) -> None:
        self._stand_ins = stand_ins or StandIns({})
        shared = {"sublinear_tf": True, "preprocessor": self._prepare, "dtype": np.float32}
        self._parts = [
            TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+|[^\w\s]", **shared),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **shared),
        ]

    def fit(self, texts: Sequence[str]) -> WordView:
        for part in self._parts:
            part.fit(texts)
        return self._ready()

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """(B, V) sparse float32."""
        rows = [self._row(text) for text in texts]
        edges = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns, values = (np.concatenate(part) for part in zip(*rows, strict=True))
        return csr_matrix((values, columns, edges), shape=(len(rows), self._width))

    def _row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The columns of a text's terms, rising, and their weights."""
        parts = [part.row(text) for part in self._weighed]
        columns, values = zip(*parts, strict=True)
        return np.concatenate(columns), np.concatenate(values)

    def _ready(self) -> WordView:
        firsts = np.cumsum([0, *(len(part.vocabulary_) for part in self._parts)])
        self._width = int(firsts[-1])
        self._weighed = [
            _Weighed(part, int(first)) for part, first in zip(self._parts, firsts[:-1], strict=True)
        ]
        return self

    def _prepare(self, text: str) -> str:
        return self._stand_ins.apply(shape_of_digits(text))

    def state(self) -> dict[str, Any]:
        """Plain lists and numbers, enough for `from_state`."""
        return {
            "terms": [part.get_feature_names_out().tolist() for part in self._parts],
            "idf": [part.idf_.astype(float).round(6).tolist() for part in self._parts],
            "stand_ins": self._stand_ins.kinds,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> WordView:
        view = cls(StandIns(state["stand_ins"]))
        for part, terms, idf in zip(view._parts, state["terms"], state["idf"], strict=True):
            part.vocabulary = {term: column for column, term in enumerate(terms)}
            part.idf_ = np.asarray(idf)
        return view._ready()


class _Weighed:
    """What a fitted vectorizer makes of one text, its columns counted from `first`. Its own
    `transform` checks anew with each text that it was fitted, which costs more than the text."""

    def __init__(self, part: TfidfVectorizer, first: int) -> None:
        self._terms, self._column_of = part.build_analyzer(), part.vocabulary_
        self._idf, self._first = part.idf_.astype(np.float32), first

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Columns (K,), rising, and weights (K,) float32, unit norm."""
        found = (self._column_of.get(term) for term in self._terms(text))
        counts = sorted(Counter(column for column in found if column is not None).items())
        columns, times = np.array(counts, dtype=np.int32).reshape(-1, 2).T
        weights = (np.log(times, dtype=np.float32) + 1) * self._idf[columns]
        norm = np.sqrt((weights**2).sum())
        return columns + self._first, weights / max(norm, np.float32(TINY))
