"""Sentiment: which model hears, whether it hears in full, and which reviews it has heard. All of it
may be missing, and the shop serves without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from actions.config import Config
from actions.doctor.check import Check, note, ok
from actions.errors import ActionsError
from actions.feelings.listener import heard_by
from actions.feelings.opening import in_use, open_sentiment, shipped
from actions.feelings.reviews import ReviewTable
from actions.feelings.schema import ReviewRow
from actions.stores.engine import open_engine, reaching
from llm.errors import ModelError
from llm.sentiment.hearing import Sentiment
from llm.sentiment.saving import TOLD
from retrieval.encoder import EncoderMissing, encoder_info

TRAIN = "`storeclerk train sentiment`"
ON_DISK = "sqlite:///"


def feelings(config: Config) -> Iterator[Check]:
    folder = in_use(config)
    try:
        sentiment = open_sentiment(config)
    except ModelError as error:
        fix = TRAIN if folder == shipped(config) else f"{TRAIN}, or take {folder} away"
        yield note("Sentiment", f"nobody hears feelings: {error}", fix)
        return
    encoder = _encoder(config, sentiment)
    yield _model(sentiment, folder, encoder, of_the_shop=folder != shipped(config))
    yield _reviews(config, heard_by(sentiment, encoder))


def _encoder(config: Config, sentiment: Sentiment) -> str:
    """Without one nothing serves at all; that is said with the models."""
    try:
        return encoder_info(config.path("encoder")).version
    except EncoderMissing:
        return sentiment.encoder


def _model(sentiment: Sentiment, folder: Path, encoder: str, *, of_the_shop: bool) -> Check:
    told = "as it comes with Storeclerk"
    if of_the_shop:
        made = datetime.fromtimestamp((folder / TOLD).stat().st_mtime, UTC)
        told = f"learned {made:%Y-%m-%d}, in {folder}"
    if not sentiment.encoder:
        return ok("Sentiment", f"{told}; by words alone, without sentence vectors")
    if sentiment.encoder != encoder:
        other = f"it learned with the encoder {sentiment.encoder}, and {encoder} serves"
        return note("Sentiment", f"{told}; hears by words alone, less well: {other}", TRAIN)
    return ok("Sentiment", told)


def _reviews(config: Config, model: str) -> Check:
    none = ok("Reviews", "none yet (`storeclerk sentiment FILE`)")
    url = config.database_url
    if url.startswith(ON_DISK) and not Path(url.removeprefix(ON_DISK)).exists():
        return none
    try:
        kept, heard = _counted(url, model)
    except (ActionsError, SQLAlchemyError) as error:
        return note("Reviews", f"can't be counted: {error}")
    if not kept:
        return none
    if heard == kept:
        return ok("Reviews", f"{kept:,}, all heard")
    found = f"{kept:,}, of which {kept - heard:,} haven't been heard by this model yet"
    return note("Reviews", found, "a running server hears them, some hundreds a minute")


def _counted(url: str, model: str) -> tuple[int, int]:
    engine = open_engine(url)
    try:
        with reaching(engine):
            if not inspect(engine).has_table(ReviewRow.__tablename__):
                return 0, 0
            return ReviewTable(engine).counted(model)
    finally:
        engine.dispose()
