"""The words' view of a message: TF-IDF over words and pieces of words, saved as plain data. Goods
and their options count as one word each (`stand_ins`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.stand_ins import StandIns

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
        return self

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """(B, V) sparse float32."""
        return hstack([part.transform(texts) for part in self._parts]).tocsr()

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
        return view
