"""All that an action may use, opened in order and closed in the opposite one.

Owns the order and who closes what: encoder, index, policies, writer, device, records, what is
counted, who listens, the personal half. Loading is synchronous and happens before a port is open; a
part that is missing raises here, and its message says what mends it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.cart import Carts
from actions.config import Config
from actions.counting import following
from actions.desk import open_desk, open_ears
from actions.dialogue import Offers, Pending, Phrases, Services, Tongues
from actions.dialogue.mood import Moods
from actions.erasure.retention import Retention, retaining
from actions.exposure import ExposureLog
from actions.exposure.table import ExposureTable
from actions.feelings import Listener, open_listener
from actions.feelings.hearing_up import hearing_up
from actions.feelings.reviews import ReviewTable
from actions.feelings.sample import drop_sample_reviews, load_sample_reviews
from actions.handoff.opening import open_handoffs
from actions.handoff.service import Handoffs
from actions.handoff.wording import Wording
from actions.knowledge import followed as knowledge_followed
from actions.knowledge import open_knowledge
from actions.metrics import Metrics
from actions.other_model import OtherModel
from actions.personal.forecast.made_up import keep_made_up
from actions.personal.opening import Personal, open_personal
from actions.personal.recorded import take_over_recorded
from actions.questions import QuestionLog
from actions.questions import Wording as QuestionWording
from actions.records.sample_out import remove_sample
from actions.replies import ReplyService
from actions.searchlog import SearchLog
from actions.serving import DeviceOwner
from actions.settings import SAMPLE_INDEX
from actions.stores import SqlStore
from actions.stores.questions import QuestionTable
from actions.stores.sample import load_sample
from actions.stores.searches import SearchTable
from actions.turns import Turns
from actions.writers import open_evidence, open_writer
from llm.writer import Writer
from retrieval import Index
from retrieval.encoder import Encoder, open_encoder
from retrieval.query import Language
from retrieval.rank import Ranker

# How long a stop waits for answers under way.
DRAIN_S = 5.0


@asynccontextmanager
async def open_services(
    config: Config, metrics: Metrics, turns: Turns, other: OtherModel | None = None
) -> AsyncIterator[Services]:
    languages = _languages(config)
    encoder = open_encoder(config.path("encoder"), config.server.encoder_device)
    index = _index(config, encoder, languages)
    knowledge = open_knowledge(config, languages, encoder.encode)
    writer = open_writer(config)
    owner = DeviceOwner(encoder, writer.engine, metrics=metrics)
    store = _store(config, index)
    ears = open_ears(config, languages)
    async with (
        _running(owner, store, index),
        _listening(config, store, owner, encoder.version) as listener,
        _counting(config, store, languages) as (searches, unanswered, exposure),
        knowledge_followed(knowledge, owner),
        retaining(Retention(store.engine, config.retention)),
        _handing_off(config, store) as handoffs,
        _personal(config, store, index) as personal,
    ):
        yield Services(
            index=index,
            knowledge=knowledge,
            phrases={code: _phrases(config, code) for code in languages},
            replies=_replies(config, writer, owner, metrics, other),
            owner=owner,
            store=store,
            turns=turns,
            pending=Pending(store.engine),
            offers=Offers(),
            shop=config.shop,
            clerk=open_desk(config, store, index, ears),
            ears=ears,
            carts=Carts(store.engine),
            personal=personal,
            tongues=_tongues(config),
            searches=searches,
            unanswered=unanswered,
            exposure=exposure,
            evidence=open_evidence(config, writer.asks(config.shop.language).filler),
            handoffs=handoffs,
            listener=listener,
            moods=Moods(listener.at_once, listener.language) if listener else Moods(),
        )


@asynccontextmanager
async def _running(owner: DeviceOwner, store: SqlStore, index: Index) -> AsyncIterator[None]:
    """The device works; at the end what is under way is answered, and the files are let go of."""
    await owner.start()
    try:
        yield
    finally:
        await owner.drain(DRAIN_S)
        await asyncio.to_thread(store.close)
        await asyncio.to_thread(index.close)


@asynccontextmanager
async def _counting(
    config: Config, store: SqlStore, languages: Iterable[str]
) -> AsyncIterator[tuple[SearchLog, QuestionLog, ExposureLog]]:
    """What is counted for the merchant, written down now and then."""
    server = config.server
    wordings = {code: QuestionWording.load(config.languages_dir / code) for code in languages}
    searches = SearchLog(SearchTable(store.engine), server.search_log_days)
    unanswered = QuestionLog(QuestionTable(store.engine), server.question_log_days, wordings)
    exposure = ExposureLog(ExposureTable(store.engine), server.exposure_days)
    async with following(searches), following(unanswered), following(exposure):
        yield searches, unanswered, exposure


@asynccontextmanager
async def _listening(
    config: Config, store: SqlStore, owner: DeviceOwner, encoder: str
) -> AsyncIterator[Listener | None]:
    """`encoder` is the version of the one that `owner` has."""
    listener = open_listener(config, owner, encoder)
    async with hearing_up(ReviewTable(store.engine), listener):
        yield listener


def _handing_off(config: Config, store: SqlStore) -> AbstractAsyncContextManager[Handoffs | None]:
    wording = Wording.load(config.languages_dir / config.shop.language)
    return open_handoffs(config.handoff, store.engine, wording, os.environ)


def _personal(
    config: Config, store: SqlStore, index: Index
) -> AbstractAsyncContextManager[Personal]:
    return open_personal(
        store,
        index,
        events_days=config.retention.events_days,
        zone=ZoneInfo(config.shop.time_zone),
        words=config.languages_dir / config.shop.language,
        locale=config.shop.locale,
        recommender=config.path("recommender"),
        predictor=config.path("predictor"),
    )


def _replies(
    config: Config, writer: Writer, owner: DeviceOwner, metrics: Metrics, other: OtherModel | None
) -> ReplyService:
    remembered, length = config.server.recent_replies, config.shop.length
    return ReplyService(writer, owner, metrics, remembered, length, other)


def _tongues(config: Config) -> Tongues:
    return Tongues.load(config.languages_dir, config.root / "data" / "nlu", config.shop.language)


def _index(config: Config, encoder: Encoder, languages: Mapping[str, Language]) -> Index:
    return Index.open(
        config.path("index"),
        encoder=encoder,
        languages=list(languages.values()),
        ranker=Ranker.load(config.path("ranker")),
    )


def _languages(config: Config) -> Mapping[str, Language]:
    """By code. The shop's own comes first: it is the catalogue's."""
    folders = {path.parent.name: path.parent for path in config.languages_dir.glob("*/query.toml")}
    ordered = sorted(folders, key=lambda code: (code != config.shop.language, code))
    return {code: Language.load(folders[code]) for code in ordered}


def _phrases(config: Config, code: str) -> Phrases:
    """What a language's folder leaves out is said in the shop's own language."""
    shop = config.shop
    said = {"shop": shop.name, "email": shop.contact.email, "phone": shop.contact.phone}
    base = config.languages_dir / shop.language
    return Phrases.load(config.languages_dir / code, said, base)


def _store(config: Config, index: Index) -> SqlStore:
    """With the sample shop's orders where its catalogue is served, and nowhere else."""
    url = config.database_url
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    store = SqlStore(url)
    if index.meta.name == SAMPLE_INDEX:
        catalog = config.root / "data" / "catalog"
        load_sample(store, catalog, datetime.now(UTC).date())
        take_over_recorded(store.engine)
        load_sample_reviews(store.engine, catalog, datetime.now(UTC).date())
        keep_made_up(store, catalog, datetime.now(UTC))
    else:
        remove_sample(store)
        drop_sample_reviews(store.engine)
    return store
