"""What the project itself teaches of feelings and aspects: sentences written for it, and the words
of a language. Owns the form of `data/sentiment/<code>/*.toml`; learns nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm.errors import DataError
from llm.sentiment.language import read_file

POSITIVE, NEUTRAL, NEGATIVE = "positive", "neutral", "negative"
FEELINGS = (POSITIVE, NEUTRAL, NEGATIVE)
NOTHING = "any"
"""An opinion or a sentence about nothing in particular."""
REVIEWS = "reviews.toml"


@dataclass(frozen=True, slots=True)
class Lessons:
    """(text, label) each; no text twice."""

    feelings: tuple[tuple[str, str], ...]
    aspects: tuple[tuple[str, str], ...]


def read_lessons(sentences: Path, language: Path) -> Lessons:
    """From `data/sentiment/<code>` and `data/languages/<code>`. Raises `DataError`."""
    feelings: dict[str, str] = {}
    aspects: dict[str, str] = {}
    for path in sorted(sentences.glob("*.toml")):
        for feeling, about, text in _sentences(path):
            feelings[text] = feeling
            if path.name == REVIEWS:
                aspects[text] = about if feeling != NEUTRAL else NOTHING
    words = read_file(language)
    for aspect, named in words.get("aspects", {}).items():
        aspects |= dict.fromkeys(named, aspect)
    for feeling, said in words.get("feelings", {}).items():
        feelings |= dict.fromkeys(said, feeling)
    for text, feeling in _of_adjectives(words.get("lessons", {})):
        feelings.setdefault(text, feeling)
    if not aspects:
        raise DataError(f"{sentences} holds no {REVIEWS}: there is nothing to learn from")
    return Lessons(tuple(feelings.items()), tuple(aspects.items()))


def _sentences(path: Path) -> Iterator[tuple[str, str, str]]:
    """(feeling, aspect, text)."""
    try:
        told: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: {error}") from error
    for feeling, by_aspect in told.items():
        if feeling not in FEELINGS:
            raise DataError(f"{path}: [{feeling}] is none of {', '.join(FEELINGS)}")
        for about, texts in by_aspect.items():
            yield from ((feeling, about, text) for text in texts)


def _of_adjectives(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each form with each adjective; where a form takes one of both kinds, pairs of them."""
    good, bad = told.get("good_adjectives", ()), told.get("bad_adjectives", ())
    for key, feeling in (("good", POSITIVE), ("bad", NEGATIVE)):
        for form in told.get(key, ()):
            for place in range(max(len(good), len(bad))):
                said = form.format(good=good[place % len(good)], bad=bad[place % len(bad)])
                yield said, feeling
        yield from ((said, feeling) for said in _of_things(told, key))


def _of_things(told: Mapping[str, Any], key: str) -> Iterator[str]:
    """Each thing in each form, as often good as bad."""
    good, bad = told.get("good_of_any", ()), told.get("bad_of_any", ())
    for turn, form in enumerate(told.get(f"{key}_of_things", ())):
        for place, thing in enumerate(told.get("things", ())):
            said = {
                name: of[(place + turn) % len(of)] for name, of in (("good", good), ("bad", bad))
            }
            yield form.format(thing=thing, **said)
