"""The shop's policies, found by question and quoted word for word. Owns no wording.

A question that no policy answers finds nothing: better "the policy doesn't say" than the nearest
paragraph about something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from retrieval.backends.base import Vectors
from retrieval.backends.lexical import TantivyWords
from retrieval.document import Document
from retrieval.encoder import Encoder
from retrieval.errors import BadInput
from retrieval.markdown import Section, sections
from retrieval.values import Passage

LONGEST_WORDS = 90
"""A section past this is parted at its paragraphs: a quote should fit in a chat bubble."""

WORDS_SHARE = 0.15
WHOLE_SHARE = 0.15
"""What the passage as a whole counts beside its nearest sentence: one sentence in passing about
a thing doesn't make a section about it."""
FLOOR = 0.32
"""Of all together; measured on questions with and without an answer
(docs/retrieval.md)."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class _Text:
    """What of a passage is compared by vector: the whole first, then each sentence on its own. A
    document's name stands for its first passage: a broad question gets the general rule."""

    place: int
    text: str


class Passages:
    """All policies of one language. Safe to use from several threads."""

    def __init__(
        self,
        passages: Sequence[Passage],
        titles: Sequence[str],
        encoder: Encoder,
        stemmer: str,
        called: Sequence[str] = (),
    ) -> None:
        self._called = ("{}", *called)
        self._passages = tuple(passages)
        self._encoder = encoder
        texts = [text for place in range(len(passages)) for text in self._texts(place, titles)]
        self._places = np.asarray([text.place for text in texts], dtype=np.int64)
        self._wholes = np.searchsorted(self._places, np.arange(len(passages)))
        self._vectors = encoder.encode([text.text for text in texts])  # (texts, D)
        self._words = TantivyWords(None, stemmer)
        self._words.add(
            (place, _document(passage, titles[place])) for place, passage in enumerate(passages)
        )
        self._words.commit()

    @classmethod
    def from_folder(
        cls, folder: Path, encoder: Encoder, stemmer: str = "", called: Sequence[str] = ()
    ) -> Passages:
        """Every `*.md` in `folder`, by name; an empty folder gives passages that find nothing.
        `called` holds what people call a document after its title: `{} policy`.

        Raises `BadInput` for a file that isn't readable text.
        """
        passages: list[Passage] = []
        titles: list[str] = []
        for path in sorted(folder.glob("*.md")):
            for section in sections(_read(path)):
                for text in _quotes(section):
                    passages.append(Passage(path.stem, section.heading, text))
                    titles.append(section.title)
        return cls(passages, titles, encoder, stemmer, called)

    def __len__(self) -> int:
        return len(self._passages)

    def find(self, question: str, k: int = 3, query_vector: Vectors | None = None) -> list[Passage]:
        """The nearest, best first, with scores in about [0, 1]; none where none is near enough.
        `query_vector` (D,) is the vector of `question`."""
        if not self._passages or not question.strip():
            return []
        if query_vector is None:
            query_vector = self._encoder.encode([question])[0]
        meant, said = self._meaning(query_vector), self._said(question)
        nearest = 1 - WORDS_SHARE - WHOLE_SHARE
        whole = self._vectors[self._wholes] @ query_vector
        scores = nearest * meant + WHOLE_SHARE * whole + WORDS_SHARE * said
        best = np.argsort(-scores, kind="stable")[:k]
        return [
            replace(self._passages[place], score=float(scores[place]))
            for place in best.tolist()
            if scores[place] >= FLOOR
        ]

    def _meaning(self, vector: Vectors) -> Vectors:
        """For each passage the nearest of its texts, (passages,)."""
        nearest = np.full(len(self._passages), -1.0, dtype=np.float32)
        np.maximum.at(nearest, self._places, self._vectors @ vector)
        return nearest

    def _said(self, question: str) -> Vectors:
        """For each passage the share of the question's words that it holds, the rarer the more,
        (passages,)."""
        share = np.zeros(len(self._passages), dtype=np.float32)
        total = 0.0
        for word, weight in self._words.weights(question).items():
            total += weight
            held = self._words.search(word, len(self._passages))
            share[held.rows] += weight
        return share / total if total else share

    def _names(self, title: str) -> list[str]:
        return [pattern.format(title) for pattern in self._called]

    def _texts(self, place: int, titles: Sequence[str]) -> list[_Text]:
        passage = self._passages[place]
        leads = place == 0 or self._passages[place - 1].source != passage.source
        under = ": ".join(dict.fromkeys((titles[place], passage.heading)))
        sentences = [s for line in passage.text.split("\n") for s in _SENTENCE_END.split(line)]
        return [
            _Text(place, f"{passage.heading}. {passage.text}"),
            _Text(place, under),
            *(_Text(place, f"{passage.heading}: {sentence}") for sentence in sentences),
            *(_Text(place, whole) for whole in self._names(titles[place]) if leads),
        ]


def _quotes(section: Section) -> list[str]:
    whole = "\n".join(section.paragraphs)
    return [whole] if len(whole.split()) <= LONGEST_WORDS else list(section.paragraphs)


def _document(passage: Passage, title: str) -> Document:
    return Document(
        text=f"{passage.heading}\n{passage.text}",
        category=passage.heading,
        brand=title,
        attributes="",
        vector="",
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"can't be read: {error}", source=path) from error
