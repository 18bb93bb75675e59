"""What a text feels as a whole, and about what: the two classifiers and the cut into clauses put
together.

Owns how clauses become aspects. Encodes nothing: `wanted` says of which texts vectors are needed,
`heard` takes them, and does without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from llm.sentiment import meaning
from llm.sentiment.classifier import Classifier, Feeling, Word
from llm.sentiment.clauses import Clause, Joints, clauses
from llm.sentiment.lessons import NEGATIVE, NEUTRAL, NOTHING, POSITIVE
from llm.sentiment.said import Said

Floats = NDArray[np.float32]
MIXED = "mixed"
SURE = 0.4
"""How likely a clause must be about an aspect. Chosen on the sentences to develop on."""
CLEARLY = 0.3
"""How far both feelings about one aspect must go to be called mixed."""
PLAIN = 0.6
"""From there on a clause has no feeling about what it names: it asks, or tells a fact."""
CARRYING = 5


@dataclass(frozen=True, slots=True)
class Aspect:
    """`score`: how positive, -1 to 1. `words` of the text carry it; `quotes` are the clauses."""

    aspect: str
    label: str
    score: float
    words: tuple[Word, ...]
    quotes: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    feeling: Feeling
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class _About:
    """A clause that is about an aspect: how positive it is, and whether it is the whole text."""

    place: int
    polarity: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Sentiment:
    """`feelings` knows positive, neutral and negative; `aspects` the aspects, and `any` for none.
    `encoder` is the version of the one whose vectors it learned from; `version` is its own, once it
    has been kept."""

    feelings: Classifier
    aspects: Classifier
    joints: Joints
    encoder: str = ""
    language: str = "en"
    card: dict[str, Any] = field(default_factory=dict)
    version: str = ""

    def wanted(self, texts: Sequence[Said]) -> list[str]:
        return meaning.wanted([*texts, *(said for text in texts for said in self._pieces(text)[0])])

    def heard(
        self, texts: Sequence[Said], encoded: Mapping[str, Floats] | None = None
    ) -> list[Heard]:
        """`encoded` holds a vector (D,) for each of `wanted`."""
        if not texts:
            return []
        vectors = None if encoded is None else meaning.put_together(texts, encoded)
        felt = self.feelings.feelings(texts, vectors)
        return [
            Heard(feeling, self._aspects(said, encoded))
            for said, feeling in zip(texts, felt, strict=True)
        ]

    def _pieces(self, said: Said) -> tuple[list[Said], list[Clause]]:
        """The clauses, and last the whole, where it is more than one clause."""
        found = clauses(said.text, self.joints)
        pieces = [Said(clause.text) for clause in found]
        return (pieces if len(found) < 2 else [*pieces, Said(said.text)]), found

    def _aspects(self, said: Said, encoded: Mapping[str, Floats] | None) -> tuple[Aspect, ...]:
        pieces, cut = self._pieces(said)
        if not pieces:
            return ()
        vectors = None if encoded is None else meaning.put_together(pieces, encoded)
        odds = self.aspects.predict(pieces, vectors)[1]
        felt = self.feelings.feelings(pieces, vectors)
        about: dict[str, list[_About]] = defaultdict(list)
        for place, (row, feeling) in enumerate(zip(odds, felt, strict=True)):
            if feeling.probabilities.get(NEUTRAL, 0.0) > PLAIN:
                continue
            for aspect, sure in zip(self.aspects.labels, row, strict=True):
                if sure >= SURE and aspect != NOTHING:
                    about[aspect].append(_About(place, polarity(feeling), whole=place >= len(cut)))
        found = [_aspect(name, told, felt, cut, said) for name, told in about.items()]
        return tuple(sorted(found, key=lambda one: one.quotes[0].start))


def polarity(feeling: Feeling) -> float:
    """-1 to 1."""
    odds = feeling.probabilities
    return odds.get(POSITIVE, 0.0) - odds.get(NEGATIVE, 0.0)


def _aspect(
    name: str, told: Sequence[_About], felt: Sequence[Feeling], cut: Sequence[Clause], said: Said
) -> Aspect:
    """By its own clauses; by the whole text where only that speaks of it."""
    own = [one for one in told if not one.whole] or list(told)
    score = float(np.mean([one.polarity for one in own]))
    highest, lowest = (pick(one.polarity for one in own) for pick in (max, min))
    label = POSITIVE if score > 0 else NEGATIVE
    if highest > CLEARLY and lowest < -CLEARLY:
        label = MIXED
    quotes = [
        Clause(said.text, 0, len(said.text), 0) if one.whole else cut[one.place] for one in own
    ]
    words = [
        Word(w.word, w.start + quote.start, w.stop + quote.start, w.adds)
        for one, quote in zip(own, quotes, strict=True)
        for w in felt[one.place].heaviest(CARRYING)
    ]
    return Aspect(name, label, score, tuple(words), tuple(quotes))
