"""Opens the model of sentiment: the shop's own where `train sentiment` wrote one, else the shipped
one. Owns what a missing model means: the shop does without, and the log says what mends it."""

from __future__ import annotations

from pathlib import Path

from actions import log
from actions.config import Config
from actions.feelings.listener import Listener
from actions.serving import DeviceOwner
from llm.errors import ModelError
from llm.sentiment.hearing import Sentiment
from llm.sentiment.saving import TOLD, load

SHIPPED = "data/models/sentiment"

logger = log.get_logger(__name__)


def open_sentiment(config: Config) -> Sentiment:
    """Raises `ModelError`."""
    return load(in_use(config))


def in_use(config: Config) -> Path:
    own = config.path("sentiment")
    return own if (own / TOLD).exists() else shipped(config)


def shipped(config: Config) -> Path:
    return config.root / SHIPPED


def open_listener(config: Config, owner: DeviceOwner, encoder: str) -> Listener | None:
    try:
        return Listener(open_sentiment(config), owner, encoder)
    except ModelError as error:
        logger.warning("no_sentiment", error=str(error), cure="storeclerk train sentiment")
        return None
