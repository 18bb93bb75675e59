"""Texts in, feelings out. Owns when vectors are asked for: by an encoder that the model learned
with, else it goes by words alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from actions.log import get_logger
from actions.serving import DeviceOwner, Priority, ServingError
from llm.sentiment import Said
from llm.sentiment.classifier import Feeling
from llm.sentiment.hearing import Heard, Sentiment

AT_ONCE = 32
"""Texts of which vectors are wanted together: a few hundred short ones, within INDEX's permits."""

logger = get_logger(__name__)


def heard_by(sentiment: Sentiment, encoder: str) -> str:
    """What tells one who hears from another: changes when the same text would be heard otherwise.
    `encoder` is the version of the one that serves, empty for none."""
    fits = bool(encoder) and encoder == sentiment.encoder
    return sentiment.version if fits else f"{sentiment.version} by words"


class Listener:
    """`encoder` is the version of the one that `owner` has."""

    def __init__(self, sentiment: Sentiment, owner: DeviceOwner | None, encoder: str = "") -> None:
        self._sentiment = sentiment
        self._owner = owner if encoder and encoder == sentiment.encoder else None

    @property
    def language(self) -> str:
        return self._sentiment.language

    @property
    def version(self) -> str:
        """See `heard_by`."""
        return heard_by(self._sentiment, self._sentiment.encoder if self._owner else "")

    @property
    def has_vectors(self) -> bool:
        return self._owner is not None

    async def heard(
        self, texts: Sequence[Said], *, priority: Priority = Priority.INDEX
    ) -> list[Heard]:
        found: list[Heard] = []
        for begin in range(0, len(texts), AT_ONCE):
            found += await self._some(texts[begin : begin + AT_ONCE], priority)
        return found

    def at_once(self, text: str) -> Feeling:
        """By words alone, without waiting for the device. Takes a fraction of a millisecond."""
        return self._sentiment.feelings.feelings([Said(text)])[0]

    async def _some(self, texts: Sequence[Said], priority: Priority) -> list[Heard]:
        encoded = None
        if self._owner is not None:
            wanted = self._sentiment.wanted(texts)
            try:
                vectors = await self._owner.encode(wanted, priority=priority)
                encoded = dict(zip(wanted, vectors, strict=True))
            except ServingError as error:
                logger.warning("sentiment_by_words", error=str(error))
        return await asyncio.to_thread(self._sentiment.heard, texts, encoded)
