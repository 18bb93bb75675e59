"""The project's own model of sentiment, learned from its lessons. Owns how the two classifiers are
taught; whoever calls brings the vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from llm.errors import DataError
from llm.sentiment.classifier import Classifier
from llm.sentiment.hearing import Sentiment
from llm.sentiment.language import joints_of, negation_of
from llm.sentiment.learning import Settings, learn
from llm.sentiment.lessons import FEELINGS, Lessons
from llm.sentiment.rows import read_rows
from llm.sentiment.said import Said

Vectors = Callable[[Sequence[Said]], NDArray[np.float32]]
SETTINGS = Settings(at_least=1, at_most=20_000)
"""Most of what is taught stands in one sentence alone."""


def teach(
    lessons: Lessons, language: Path, vectors: Vectors | None, *, encoder: str = "", seed: int = 0
) -> Sentiment:
    """`vectors` makes those of texts (N, 2 D), by the encoder of that version; without them the
    model knows words alone."""
    settings = Settings(SETTINGS.at_least, SETTINGS.at_most, seed=seed)

    def taught(pairs: Sequence[tuple[str, str]]) -> Classifier:
        texts = [Said(text) for text, _ in pairs]
        told = None if vectors is None else vectors(texts)
        return learn(
            texts,
            [label for _, label in pairs],
            told,
            negation=negation_of(language),
            settings=settings,
        )

    return Sentiment(
        taught(lessons.feelings),
        taught(lessons.aspects),
        joints_of(language),
        encoder,
        language.name,
        {"lessons": {"feelings": len(lessons.feelings), "aspects": len(lessons.aspects)}},
    )


def with_own(lessons: Lessons, path: Path) -> Lessons:
    """With a shop's labelled texts among the feelings. Raises `DataError`."""
    rows = read_rows(path)
    strange = set(rows.labels) - set(FEELINGS)
    if strange:
        raise DataError(f"{path}: {', '.join(sorted(strange))} is none of {', '.join(FEELINGS)}")
    told = zip((said.whole for said in rows.texts), rows.labels, strict=True)
    return Lessons((*lessons.feelings, *told), lessons.aspects)
