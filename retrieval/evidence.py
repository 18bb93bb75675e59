"""The sentence of a product's own text that answers a question, or none. Owns the reading of
sentences and the choice; what is done with it, and the weights' training, are others'.

Precision goes first: a sentence about something else, quoted as if it answered, is worse than an
honest "the record doesn't say".
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.backends.base import Vectors

FEATURES = (
    "cosine",
    "cosine_above_mean",
    "words_held",
    "words_held_at_all",
    "name_asked",
    "names_something",
    "length",
    "asks_back",
    "number",
)
MOST_SENTENCES = 40
FEWEST_WORDS = 3
LONGEST_CHARS = 300
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z])|\s*\n+\s*|\s*[•●]\s*")
_NAME = re.compile(r"^([^:.?!]{1,40}):\s")
_WORD = re.compile(r"\w+")
STEM_LENGTH = 5


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """A logistic regression over `FEATURES`. Below `threshold` nothing is chosen; `source` says
    what it was learned from."""

    weights: tuple[float, ...]
    bias: float
    threshold: float
    source: str

    @classmethod
    def load(cls, path: Path) -> EvidenceWeights:
        """Raises `OSError`, `KeyError` or `ValueError` for a file that isn't such a one."""
        data = json.loads(path.read_text(encoding="utf-8"))
        if tuple(data["weights"]) != FEATURES:
            raise ValueError(f"{path} weighs other features than {', '.join(FEATURES)}")
        weights = tuple(float(weight) for weight in data["weights"].values())
        return cls(weights, float(data["bias"]), float(data["threshold"]), str(data["source"]))

    def save(self, path: Path) -> None:
        named = dict(zip(FEATURES, (round(w, 4) for w in self.weights), strict=True))
        text = json.dumps(asdict(self) | {"weights": named}, indent=2)
        path.write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Chosen:
    """`score` is how likely it answers, in [0, 1]."""

    place: int
    score: float


class EvidenceChooser:
    """`filler` are the language's words that carry no topic."""

    def __init__(self, weights: EvidenceWeights, filler: Iterable[str] = ()) -> None:
        self._weights = weights
        self._filler = frozenset(filler)

    def scores(
        self, question: str, texts: Sequence[str], asked: Vectors, vectors: Vectors
    ) -> NDArray[np.float64]:
        """How likely each of `texts` answers (N,), by `asked` (D,) and `vectors` (N, D)."""
        found = features(question, texts, vectors @ asked, self._filler)
        logits = found @ np.asarray(self._weights.weights) + self._weights.bias
        return np.asarray(1.0 / (1.0 + np.exp(-logits)))

    def choose(
        self, question: str, texts: Sequence[str], asked: Vectors, vectors: Vectors
    ) -> Chosen | None:
        """The likeliest of `texts`; None where none is likely enough."""
        if not texts or not question.strip():
            return None
        scores = self.scores(question, texts, asked, vectors)
        best = int(np.argmax(scores))
        if scores[best] < self._weights.threshold:
            return None
        return Chosen(best, float(scores[best]))


def sentences(text: str) -> list[str]:
    """Those of a description that may be quoted, as they stand there: whole, and short enough for
    a chat bubble; questions answer nothing."""
    parts = (part.strip() for part in _SENTENCE_END.split(text))
    kept = (
        part
        for part in parts
        if len(part.split()) >= FEWEST_WORDS
        and len(part) <= LONGEST_CHARS
        and not part.endswith("?")
        and not set(part) & set('“”"{}<>')
    )
    return list(dict.fromkeys(kept))[:MOST_SENTENCES]


def features(
    question: str, texts: Sequence[str], cosines: Vectors, filler: frozenset[str] = frozenset()
) -> NDArray[np.float64]:
    """(N, F), a row a text, columns as in `FEATURES`."""
    asked = _stems(question) - {word[:STEM_LENGTH] for word in filler}
    held = [_stems(text) for text in texts]
    counts = Counter(word for words in held for word in words)
    # What stands in every text tells none of them apart.
    worth = {word: float(np.log((len(texts) + 1) / (counts[word] + 0.5))) for word in asked}
    total = sum(worth.values())
    mean = float(np.mean(cosines))
    rows = []
    for text, words, cosine in zip(texts, held, cosines.tolist(), strict=True):
        share = sum(worth[word] for word in asked & words) / total if total else 0.0
        name = _NAME.match(text)
        named = _stems(name[1]) if name else set[str]()
        rows.append(
            (
                cosine,
                cosine - mean,
                share,
                float(bool(asked & words)),
                len(named & asked) / len(named) if named else 0.0,
                float(bool(named)),
                float(np.log1p(len(words))),
                float("?" in text),
                float(any(character.isdigit() for character in text)),
            )
        )
    return np.asarray(rows, dtype=np.float64)


def _stems(text: str) -> set[str]:
    """The beginnings of its words: enough to bring `waterproofing` and `waterproof` together."""
    return {word[:STEM_LENGTH] for word in _WORD.findall(text.lower())}
