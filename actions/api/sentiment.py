"""`POST /api/sentiment`: texts -> what each feels, how sure that is, about what, by which words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from aiohttp import web
from pydantic import Field

from actions.api.body import Body, read
from actions.errors import Unavailable
from actions.feelings import Listener
from actions.keys import CONFIG, SERVICES
from llm.sentiment import Said, Word
from llm.sentiment.hearing import Heard

MOST_TEXTS, MOST_CHARS = 256, 5_000
DIGITS = 4


class SentimentRequest(Body):
    """Up to 256 texts of up to 5,000 characters, in any order: the answer has theirs."""

    texts: Annotated[
        list[Annotated[str, Field(max_length=MOST_CHARS)]], Field(max_length=MOST_TEXTS)
    ]


async def post_sentiment(request: web.Request) -> web.Response:
    body = await read(request, SentimentRequest, request.app[CONFIG].limits.api_body_bytes)
    listener = listener_of(request)
    heard = await listener.heard([Said(text) for text in body.texts])
    return web.json_response([as_json(one) for one in heard])


def listener_of(request: web.Request) -> Listener:
    """Raises `Unavailable`."""
    listener: Listener | None = request.app[SERVICES].listener
    if listener is None:
        raise Unavailable("there is no model of sentiment: run `storeclerk train sentiment`")
    return listener


def as_json(heard: Heard) -> dict[str, Any]:
    """`margin` is the label's log-odds against the others' mean: what all `words` add, `meaning`
    and `given` together."""
    feeling = heard.feeling
    return {
        "label": feeling.label,
        "score": round(feeling.score, DIGITS),
        "probabilities": {name: round(p, DIGITS) for name, p in feeling.probabilities.items()},
        "words": _words(feeling.words),
        "meaning": round(feeling.meaning, DIGITS),
        "given": round(feeling.given, DIGITS),
        "margin": round(feeling.margin, DIGITS),
        "aspects": [
            {
                "aspect": one.aspect,
                "label": one.label,
                "score": round(one.score, DIGITS),
                "words": _words(one.words),
                "quotes": [quote.text for quote in one.quotes],
            }
            for one in heard.aspects
        ],
    }


def _words(words: Iterable[Word]) -> list[dict[str, Any]]:
    return [
        {"word": w.word, "start": w.start, "stop": w.stop, "adds": round(w.adds, DIGITS)}
        for w in words
    ]
