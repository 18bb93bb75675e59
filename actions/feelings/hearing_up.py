"""Reviews that no model has heard, heard in portions beside the requests. Owns when, and what is
kept of what was heard; a new model hears all again by the same way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions import log
from actions.background import beside
from actions.feelings.listener import Listener
from actions.feelings.reviews import ReviewTable
from llm.sentiment import Said
from llm.sentiment.clauses import sentence_at
from llm.sentiment.hearing import Heard, polarity

EVERY_S = 60.0
FIRST_AFTER_S = 5.0
"""A server that has just started has better things to do."""
PORTION = 32

logger = log.get_logger(__name__)


async def hear_up(table: ReviewTable, listener: Listener) -> int:
    """All that waits; how many that were."""
    done = 0
    while rows := await asyncio.to_thread(table.waiting, listener.version, PORTION):
        heard = await listener.heard([Said(row.text, row.title) for row in rows])
        found = [
            (row, kept(row.text, one, listener.version))
            for row, one in zip(rows, heard, strict=True)
        ]
        await asyncio.to_thread(table.keep_heard, found)
        done += len(rows)
    return done


@asynccontextmanager
async def hearing_up(table: ReviewTable, listener: Listener | None) -> AsyncIterator[None]:
    """Beside the requests, for as long as the context lasts."""
    if listener is None:
        yield
        return
    async with beside(_follow(table, listener)):
        yield


async def _follow(table: ReviewTable, listener: Listener) -> None:
    await asyncio.sleep(FIRST_AFTER_S)
    while True:
        try:
            await hear_up(table, listener)
        except SQLAlchemyError as error:
            logger.warning("reviews_not_heard", error=str(error))
        await asyncio.sleep(EVERY_S)


def kept(text: str, heard: Heard, model: str) -> dict[str, Any]:
    """Quotes are whole sentences: a clause alone says too little."""
    return {
        "heard_by": model,
        "label": heard.feeling.label,
        "polarity": round(polarity(heard.feeling), 4),
        "aspects": [
            {
                "aspect": one.aspect,
                "label": one.label,
                "score": round(one.score, 4),
                "quotes": list(dict.fromkeys(sentence_at(text, q.start) for q in one.quotes)),
            }
            for one in heard.aspects
        ],
    }
