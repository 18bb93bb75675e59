"""Are policies quoted where they answer, and is "they don't say" said where they don't? Owns the
form of the questions, what counts as right, and two plain ways to do it that stand beside ours."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from retrieval.backends.lexical import TantivyWords
from retrieval.document import Document
from retrieval.errors import BadInput
from retrieval.passages import Passages, Sentence
from retrieval.passages.passages import Encode
from retrieval.values import Passage


@dataclass(frozen=True, slots=True)
class PolicyQuestion:
    """`answers` are (reference, words of the sentence that answers), any of which will do; none
    where the policies don't say."""

    text: str
    answers: tuple[tuple[str, str], ...] = ()

    def answered_by(self, quote: Passage) -> bool:
        return any(
            quote.reference == where and words in quote.text for where, words in self.answers
        )


Way = Callable[[PolicyQuestion], Passage | None]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    answered: list[list[str]]
    unanswered: list[str]


def read_policy_questions(path: Path) -> list[PolicyQuestion]:
    """Raises `BadInput`."""
    try:
        read = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        answered = [
            PolicyQuestion(text, tuple(_place(one) for one in places))
            for text, *places in read.answered
        ]
    except (OSError, ValueError, ValidationError) as error:
        raise BadInput(f"holds no questions: {error}", source=path) from error
    return answered + [PolicyQuestion(text) for text in read.unanswered]


def _place(told: str) -> tuple[str, str]:
    where, _, words = told.partition(": ")
    if not words:
        raise ValueError(f"{told!r} isn't `file#heading: words of the sentence`")
    return f"policy:{where}", words


def misplaced(questions: Iterable[PolicyQuestion], sentences: Sequence[Sentence]) -> list[str]:
    """Answers that stand in no sentence of the policies."""
    quotes = [Passage(one.source, one.heading, one.text) for one in sentences]
    return [
        f"{where}: {words}"
        for question in questions
        for where, words in question.answers
        if not any(PolicyQuestion("", ((where, words),)).answered_by(quote) for quote in quotes)
    ]


@dataclass(frozen=True, slots=True)
class PolicyFigures:
    """`precision`: of what was quoted, how much answers. `answered`: of the questions that the
    policies answer, how many got that. `silence`: of those they don't, how many were told so.
    `silence_right`: how often "they don't say" is true where it is said. `words`: in a quote."""

    questions: int
    quoted: int
    precision: float
    answered: float
    silence: float
    silence_right: float
    right: float
    words: float

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def judged(questions: Sequence[PolicyQuestion], quotes: Sequence[Passage | None]) -> PolicyFigures:
    pairs = list(zip(questions, quotes, strict=True))
    given = [(question, quote) for question, quote in pairs if quote is not None]
    silent = [question for question, quote in pairs if quote is None]
    right = sum(question.answered_by(quote) for question, quote in given)
    answerable = sum(bool(question.answers) for question in questions)
    truly = sum(not question.answers for question in silent)
    return PolicyFigures(
        questions=len(questions),
        quoted=len(given),
        precision=right / max(1, len(given)),
        answered=right / max(1, answerable),
        silence=truly / max(1, len(questions) - answerable),
        silence_right=truly / max(1, len(silent)),
        right=(right + truly) / max(1, len(questions)),
        words=sum(len(quote.text.split()) for _, quote in given) / max(1, len(given)),
    )


def plain_ways(passages: Passages, encode: Encode, stemmer: str) -> dict[str, Way]:
    """BM25 and the nearest vector over the same sentences, each under its heading. They quote
    their best and know no floor."""
    quotes = [Passage(one.source, one.heading, one.text) for one in passages.sentences]
    texts = [f"{quote.heading}: {quote.text}" for quote in quotes]
    words, vectors = _words(texts, stemmer), encode(texts)

    def best(scores: Sequence[float] | np.ndarray[Any, Any]) -> Passage | None:
        place = int(np.argmax(scores))
        one = quotes[place]
        return Passage(one.source, one.heading, one.text, float(scores[place]))

    def bm25(question: PolicyQuestion) -> Passage | None:
        found = words.search(question.text, len(texts))
        scores = np.zeros(len(texts), dtype=np.float32)
        scores[found.rows] = found.scores
        return best(scores)

    def vector(question: PolicyQuestion) -> Passage | None:
        return best(vectors @ encode([question.text])[0])

    return {"bm25": bm25, "vector": vector}


def at_best_floor(
    questions: Sequence[PolicyQuestion], quotes: Sequence[Passage | None]
) -> list[Passage | None]:
    """Silent below the floor that makes most of these very questions right: more than any way
    could know beforehand."""
    floors = sorted({quote.score for quote in quotes if quote})

    def above(floor: float) -> list[Passage | None]:
        return [quote if quote and quote.score >= floor else None for quote in quotes]

    return max((above(floor) for floor in floors), key=lambda some: judged(questions, some).right)


def _words(texts: Sequence[str], stemmer: str) -> TantivyWords:
    words = TantivyWords(None, stemmer)
    words.add(
        (row, Document(text=text, category="", brand="", attributes="", vector=""))
        for row, text in enumerate(texts)
    )
    words.commit()
    return words
