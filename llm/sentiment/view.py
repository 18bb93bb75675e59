"""One way to look at texts, and what it weighs: TF-IDF of words or letters, or a sentence's vector.

Owns features to scores; how views are weighed against each other is `blend`'s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from llm.sentiment.grams import Kind, Read, names, places

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which grams are known, and how rare each is (`idf`, (F,))."""

    kind: Kind
    columns: dict[str, int]
    idf: Floats

    @classmethod
    def of(cls, texts: Sequence[Read], kind: Kind, at_least: int, at_most: int) -> Vocabulary:
        """Those that stand in `at_least` texts, the `at_most` commonest."""
        counted: Counter[str] = Counter()
        for text in texts:
            counted.update(set(names(text, kind)))
        kept = [(n, name) for name, n in counted.items() if n >= at_least]
        kept = sorted(kept, key=lambda one: (-one[0], one[1]))[:at_most]
        columns = {name: place for place, (_, name) in enumerate(kept)}
        counts = np.array([n for n, _ in kept], dtype=np.float64)
        return cls(kind, columns, (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32))

    def matrix(self, texts: Sequence[Read]) -> csr_matrix:
        """(N, F): sublinear TF times IDF, each row of unit length."""
        found = [self._row(text) for text in texts]
        lengths = np.cumsum([0, *(len(columns) for columns, _ in found)])
        columns = np.concatenate([np.zeros(0, np.int64), *(columns for columns, _ in found)])
        values = np.concatenate([np.zeros(0, np.float32), *(values for _, values in found)])
        return csr_matrix((values, columns, lengths), shape=(len(texts), len(self.columns)))

    def _row(self, text: Read) -> tuple[NDArray[np.int64], Floats]:
        known = self.columns
        counts = Counter(known[name] for name in names(text, self.kind) if name in known)
        columns = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        values = (1 + np.log(times)) * self.idf[columns]
        return columns, values / max(float(np.linalg.norm(values)), 1e-9)

    def shares(self, text: Read) -> list[tuple[tuple[int, ...], int, float]]:
        """For each known gram that stands there: its tokens, its column, and its share of the
        weight. They add up to the text's row."""
        columns, values = self._row(text)
        weight = dict(zip(columns.tolist(), values.tolist(), strict=True))
        said = [self.columns.get(name, -1) for name in names(text, self.kind)]
        times = Counter(said)
        return [
            (tokens, column, weight[column] / times[column])
            for tokens, column in zip(places(text, self.kind), said, strict=True)
            if column >= 0
        ]


@dataclass(frozen=True, slots=True)
class GramView:
    """`coef` (C, F) and `intercept` (C,), a class each."""

    vocabulary: Vocabulary
    coef: Floats
    intercept: Floats

    def scores(self, texts: Sequence[Read]) -> Floats:
        """(N, C), the log-odds of each class against the others."""
        return np.asarray(self.vocabulary.matrix(texts) @ self.coef.T + self.intercept)

    def by_word(self, text: Read) -> Floats:
        """(T, C): what each token adds; together with the intercept they are the scores."""
        added = np.zeros((len(text.tokens), len(self.intercept)), dtype=np.float32)
        for tokens, column, weight in self.vocabulary.shares(text):
            for place in tokens:
                added[place] += weight / len(tokens) * self.coef[:, column]
        return added


@dataclass(frozen=True, slots=True)
class VectorView:
    """Of the meaning of the whole, as an encoder has it: no word's alone."""

    coef: Floats
    intercept: Floats

    def scores(self, vectors: Floats) -> Floats:
        return np.asarray(vectors @ self.coef.T + self.intercept, dtype=np.float32)
