"""Five cheap views of a message, added up: logistic regression over its sentence vector as it is
and whitened, a linear margin over its words, and how near the nearest examples of each intent are,
whitened and as they are. Owns no calibration."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from bot.nlu.linear import Linear
from bot.nlu.stand_ins import StandIns
from bot.nlu.whitening import Whitening
from bot.nlu.words import WordView

ARRAYS_FILE, WORDS_FILE = "ensemble.npz", "ensemble.json"
# The two last say most of what belongs to no intent: whitened of what is near the shop's matters,
# as it is of what isn't, since whitening turns far and near alike.
WEIGHTS = {"vectors": 0.2, "whitened": 0.4, "words": 0.6, "nearest": 0.6, "closest": 0.3}
NEAREST = 3  # examples of an intent; of a single one, what it names counts as much as what it asks
LINEAR = ("vectors", "whitened", "words")


class Ensemble:
    """`intents` name the columns of every score; `examples` (N, D) as they are, `owners` (N,): they
    are kept an intent after the other, so that each one's cosines are a slice."""

    def __init__(
        self,
        intents: list[str],
        view: WordView,
        whitening: Whitening,
        linear: dict[str, Linear],
        examples: np.ndarray,
        owners: np.ndarray,
    ) -> None:
        self.intents = intents
        self._view, self._whitening, self._linear = view, whitening, linear
        order = np.argsort(owners, kind="stable")
        self._examples, self._owners = examples[order], owners[order]
        self._whitened = whitening.apply(self._examples)
        self._edges = np.searchsorted(self._owners, np.arange(len(intents) + 1))

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        vectors: np.ndarray,
        intents: Sequence[str],
        stand_ins: StandIns | None = None,
    ) -> Ensemble:
        """At least two different intents."""
        names, owners = np.unique(np.asarray(intents), return_inverse=True)
        view, whitening = WordView(stand_ins).fit(texts), Whitening.fit(vectors, owners)
        linear = {
            "vectors": Linear.logistic(vectors, owners),
            "whitened": Linear.logistic(whitening.apply(vectors), owners),
            "words": Linear.margin(view.transform(texts), owners),
        }
        return cls([str(name) for name in names], view, whitening, linear, vectors, owners)

    def scores(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """(B, C), higher is better; at most 2.1."""
        whitened = self._whitening.apply(vectors)
        rows = {"vectors": vectors, "whitened": whitened, "words": self._view.transform(texts)}
        total = WEIGHTS["nearest"] * self._nearest(whitened, self._whitened, NEAREST)
        total = total + WEIGHTS["closest"] * self._nearest(vectors, self._examples, 1)
        for name, model in self._linear.items():
            total = total + WEIGHTS[name] * model.shares(rows[name])
        return total

    def _nearest(self, asked: np.ndarray, examples: np.ndarray, count: int) -> np.ndarray:
        """(B, C): mean cosine of the nearest `count`. `asked` (B, D), `examples` (N, D)."""
        nearest = np.empty((len(asked), len(self.intents)), dtype=np.float32)
        cosines = asked @ examples.T  # (B, N)
        for column, (first, past) in enumerate(pairwise(self._edges)):
            own = cosines[:, first:past]
            few = min(count, own.shape[1])
            nearest[:, column] = np.partition(own, -few, axis=1)[:, -few:].mean(axis=1)
        return nearest

    def save(self, folder: Path) -> None:
        arrays = {
            "examples": self._examples,
            "owners": self._owners,
            "centre": self._whitening.centre,
            "turn": self._whitening.turn,
        }
        for name, model in self._linear.items():
            arrays[f"{name}_weights"], arrays[f"{name}_bias"] = model.weights, model.bias
        np.savez_compressed(folder / ARRAYS_FILE, **arrays)
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
                Whitening(arrays["centre"], arrays["turn"]),
                {n: Linear(arrays[f"{n}_weights"], arrays[f"{n}_bias"]) for n in LINEAR},
                arrays["examples"],
                arrays["owners"],
            )
