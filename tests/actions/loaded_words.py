"""What the server loads of the English folder, loaded once for all tests: none of it changes."""

from __future__ import annotations

import functools

from actions.config import PROJECT_ROOT
from actions.dialogue import Phrases, Tongues
from actions.service import Ears
from llm.sentiment import Said
from llm.sentiment.hearing import Sentiment
from llm.sentiment.saving import load as load_sentiment
from llm.writer import Writer

LANGUAGES = PROJECT_ROOT / "data" / "languages"
ENGLISH = LANGUAGES / "en"


@functools.cache
def ears() -> Ears:
    return Ears.load(ENGLISH, ENGLISH, r"\d{5}")


@functools.cache
def tongues() -> Tongues:
    return Tongues.load(LANGUAGES, PROJECT_ROOT / "data" / "nlu", "en")


@functools.cache
def phrases() -> Phrases:
    return Phrases.load(ENGLISH, {"shop": "x", "email": "", "phone": ""})


@functools.cache
def template_writer() -> Writer:
    """One without a model, and so without an engine."""
    return Writer.open(None, LANGUAGES)


@functools.cache
def sentiment() -> Sentiment:
    """The shipped model."""
    return load_sentiment(PROJECT_ROOT / "data" / "models" / "sentiment")


def said(text: str) -> Said:
    return Said(text)
