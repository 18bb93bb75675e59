"""The shop's policies, found by question and quoted word for word. Owns no wording.

A question is near a sentence by their vectors; and by the matters that policies tell (`Asked`): it
asks for one as shoppers do, and the sentence tells of that one rather than of another. A question
that no policy answers finds nothing: better "the policy doesn't say" than the nearest sentence
about something else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from retrieval.backends.base import Vectors
from retrieval.passages.asked import Asked
from retrieval.passages.policy_file import PolicyFile, policy_files, read_policy
from retrieval.passages.sentences import Sentence, sentences_of
from retrieval.values import Passage

AROUND_SHARE = 0.3
"""What the whole passage counts beside the sentence."""
MATTER_SHARE = 0.5
SHARPNESS = 0.04
"""How much nearer one matter must be than the next to count for more."""
FLOOR = 0.56
SURE = 0.62
"""So near by vectors alone that it needs no matter: policies tell of what no list foresees."""
FLOOR_ALONE = 0.46
"""In a language without a list of matters. All measured: docs/policies.md."""
TOGETHER = 0.05
"""A neighbour that comes this close to the best sentence is quoted with it."""
CLAUSE_ENDS = ",;:.!?"

Encode = Callable[[Sequence[str]], Vectors]


class Passages:
    """All policies of one language. Safe to use from several threads."""

    def __init__(
        self,
        files: Sequence[PolicyFile],
        encode: Encode,
        asked: Asked | None = None,
        called: Sequence[str] = (),
    ) -> None:
        """`encode` is `Encoder.encode`, or does as it does. `called` holds what people call a
        document after its title: `{} policy`."""
        self.sentences: tuple[Sentence, ...] = tuple(sentences_of(files))
        self._asked = asked or Asked()
        self._encode = encode
        self._encode_sentences(("{}", *called))
        self._encode_matters()

    @classmethod
    def from_folder(
        cls,
        folder: Path,
        encode: Encode,
        asked: Asked | None = None,
        called: Sequence[str] = (),
    ) -> Passages:
        """Every `*.md` in `folder`; an empty folder gives passages that find nothing. Raises
        `BadPolicy`."""
        return cls([read_policy(path) for path in policy_files(folder)], encode, asked, called)

    def __len__(self) -> int:
        """How many passages."""
        return len({sentence.passage for sentence in self.sentences})

    def find(self, question: str, query_vector: Vectors | None = None) -> Passage | None:
        """What answers, quoted by the sentence, with its score; None where nothing does.
        `query_vector` (D,) is the vector of `question`."""
        if not self.sentences or not question.strip():
            return None
        if query_vector is None:
            query_vector = self._encode([question])[0]
        near = self._near(query_vector)
        scores = near + MATTER_SHARE * self._told(query_vector)
        best = int(np.argmax(scores))
        floor = FLOOR if self._asked.says else FLOOR_ALONE
        if scores[best] < floor and near[best] < SURE:
            return None
        return self._quote(best, scores)

    def _near(self, vector: Vectors) -> Vectors:
        """(sentences,)"""
        own = self._vectors[: len(self.sentences)] @ vector
        titles = self._vectors[len(self.sentences) :] @ vector
        np.maximum.at(own, self._titled, titles)
        near: Vectors = (1 - AROUND_SHARE) * own + AROUND_SHARE * (self._around @ vector)
        return near

    def _told(self, vector: Vectors) -> Vectors:
        """How much each sentence tells of what is asked for, (sentences,), in [0, 1]."""
        if not self._asked.says:
            return np.zeros(len(self.sentences), dtype=np.float32)
        nearest = np.full(len(self._asked.says), -1.0, dtype=np.float32)
        np.maximum.at(nearest, self._matters, self._ways @ vector)
        told: Vectors = _shares(nearest) @ self._tells
        return told

    def _quote(self, best: int, scores: Vectors) -> Passage:
        """The best sentence, with those it leans on and those that do as well."""
        first = last = best
        while first > 0 and self._together(first - 1, first, best, scores):
            first -= 1
        while last + 1 < len(self.sentences) and self._together(last, last + 1, best, scores):
            last += 1
        quoted = self.sentences[first : last + 1]
        text = "".join(one.text + one.ends for one in quoted).strip()
        one = quoted[0]
        return Passage(one.source, one.heading, text, float(scores[best]))

    def _together(self, one: int, after: int, best: int, scores: Vectors) -> bool:
        """Whether two neighbours belong in the quote; one of them is in it."""
        if self.sentences[one].passage != self.sentences[after].passage:
            return False
        if after <= best and self._leans(self.sentences[after].text):
            return True
        other = one if after <= best else after
        return bool(scores[other] >= scores[best] - TOGETHER)

    def _leans(self, text: str) -> bool:
        said = text.lower()
        if any(said.startswith((f"{word} ", f"{word},")) for word in self._asked.leaning):
            return True
        ends = (f" {word}{sign}" for word in self._asked.pointing for sign in CLAUSE_ENDS)
        return any(end in said for end in ends)

    def _encode_sentences(self, called: Sequence[str]) -> None:
        headed = [f"{one.heading}: {one.text}" for one in self.sentences]
        named = [
            (place, pattern.format(one.title))
            for place, one in enumerate(self.sentences)
            if one.leads
            for pattern in called
        ]
        self._titled = np.asarray([place for place, _ in named], dtype=np.int64)
        self._vectors = self._encode([*headed, *(text for _, text in named)])  # (texts, D)
        wholes = {one.passage: f"{one.heading}. {one.around}" for one in self.sentences}
        self._around = self._encode(list(wholes.values()))[[s.passage for s in self.sentences]]

    def _encode_matters(self) -> None:
        """`_tells[m, s]` is how much sentence `s` tells of matter `m` and of no other."""
        asked = self._asked
        ways = [(place, way) for place, by in enumerate(asked.by) for way in by]
        ways += enumerate(asked.says)
        self._matters = np.asarray([place for place, _ in ways], dtype=np.int64)
        self._ways = self._encode([way for _, way in ways])  # (ways, D)
        if asked.says and self.sentences:
            says = self._ways[len(ways) - len(asked.says) :]
            self._tells = _shares((says @ self._vectors[: len(self.sentences)].T).T).T


def _shares(nearness: Vectors) -> Vectors:
    """Along the last axis, adding up to 1: the nearest gets most."""
    lifted = np.exp((nearness - nearness.max(axis=-1, keepdims=True)) / SHARPNESS)
    shares: Vectors = lifted / lifted.sum(axis=-1, keepdims=True)
    return shares
