"""All that serves, built in order and taken down in the opposite one.

Owns the order and who closes what: encoder, index, policies, writer, device, records, dialogue.
Loading is synchronous and happens before a port is open; a part that is missing raises here, and
its message says what mends it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp

from actions import log
from actions.cart import Carts
from actions.config import Config
from actions.counting import following
from actions.desk import open_desk, open_ears
from actions.dialogue import Offers, Pending, Phrases, Services, Tongues, all_actions
from actions.dialogue.mood import Moods
from actions.erasure.retention import Retention, retaining
from actions.exposure import ExposureLog
from actions.exposure.table import ExposureTable
from actions.feelings import open_listener
from actions.feelings.hearing_up import hearing_up
from actions.feelings.reviews import ReviewTable
from actions.feelings.sample import drop_sample_reviews, load_sample_reviews
from actions.gateway.gateway import Gateway
from actions.gateway.rasa import RasaClient
from actions.gateway.secrets import load_secrets
from actions.gateway.sentences import Sentences
from actions.gateway.tokens import Tokens
from actions.handoff.opening import door_of, open_handoffs
from actions.handoff.signing import Door
from actions.handoff.wording import Wording
from actions.index_watch import IndexWatch, watched
from actions.knowledge import followed as knowledge_followed
from actions.knowledge import open_knowledge
from actions.merchandising import Merchandising, followed
from actions.metrics import Metrics
from actions.other_model import OtherModel
from actions.personal.forecast.made_up import drop_made_up, keep_made_up
from actions.personal.opening import open_personal
from actions.personal.recorded import take_over_recorded
from actions.questions import QuestionLog
from actions.questions import Wording as QuestionWording
from actions.replies import ReplyService
from actions.searchlog import SearchLog
from actions.serving import DeviceOwner
from actions.settings import SAMPLE_INDEX
from actions.shelves import Shelves
from actions.stores import SqlStore
from actions.stores.questions import QuestionTable
from actions.stores.sample import drop_sample, load_sample
from actions.stores.searches import SearchTable
from actions.turns import Turns
from actions.webhook import Webhook
from actions.writers import open_evidence, open_other_model, open_writer
from retrieval import Index
from retrieval.encoder import Encoder, open_encoder
from retrieval.query import Language
from retrieval.rank import Ranker

# How long a stop waits for answers under way.
DRAIN_S = 5.0

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """`admin_token` is set at the first start only."""

    config: Config
    tokens: Tokens
    admin_token: str | None
    sentences: Sentences
    services: Services
    shelves: Shelves
    metrics: Metrics
    rasa: RasaClient
    gateway: Gateway
    webhook: Webhook
    merchandising: Merchandising | None = None
    door: Door = field(default_factory=Door)


@asynccontextmanager
async def open_parts(config: Config) -> AsyncIterator[Parts]:
    """Raises the error of the first part that can't be had."""
    secrets, admin_token = load_secrets(config.path("secrets"))
    sentences = Sentences.load(config.languages_dir / config.shop.language)
    metrics, turns = Metrics(), Turns()
    async with (
        open_other_model(config) as other,
        open_services(config, metrics, turns, other) as services,
        open_shelves(services.index) as shelves,
        open_merchandising(config, services.index) as merchandising,
        aiohttp.ClientSession() as http,
    ):
        rasa = RasaClient(http, config.rasa_url)
        gateway = Gateway(rasa, turns, sentences, config.limits, metrics, services.handoffs)
        try:
            yield Parts(
                config=config,
                tokens=Tokens(secrets, config.limits.session_ttl_s),
                admin_token=admin_token,
                sentences=sentences,
                services=services,
                shelves=shelves,
                metrics=metrics,
                rasa=rasa,
                gateway=gateway,
                webhook=Webhook(
                    all_actions(services), sentences, deadline_s=config.limits.turn_deadline_s
                ),
                merchandising=merchandising,
                door=door_of(config.handoff, os.environ),
            )
        finally:
            await gateway.drain(DRAIN_S)


@asynccontextmanager
async def open_shelves(index: Index) -> AsyncIterator[Shelves]:
    """Filled anew whenever somebody else changes or rebuilds the index."""
    shelves = Shelves(lambda: list(index.products()))
    async with watched(IndexWatch(index, shelves.refresh)):
        yield shelves


@asynccontextmanager
async def open_merchandising(config: Config, index: Index) -> AsyncIterator[Merchandising]:
    zone = ZoneInfo(config.shop.time_zone)
    path = config.path("merchandising")
    merchandising = Merchandising(path, index, lambda: datetime.now(zone).date())
    async with followed(merchandising):
        yield merchandising


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
    searches = SearchLog(SearchTable(store.engine), config.server.search_log_days)
    unanswered = _unanswered(config, store, languages)
    exposure = ExposureLog(ExposureTable(store.engine), config.server.exposure_days)
    wording = Wording.load(config.languages_dir / config.shop.language)
    await owner.start()
    listener = open_listener(config, owner, encoder.version)
    try:
        async with (
            hearing_up(ReviewTable(store.engine), listener),
            following(searches),
            following(unanswered),
            following(exposure),
            knowledge_followed(knowledge, owner),
            retaining(Retention(store.engine, config.retention)),
            open_handoffs(config.handoff, store.engine, wording, os.environ) as handoffs,
            open_personal(
                store,
                index,
                events_days=config.retention.events_days,
                zone=ZoneInfo(config.shop.time_zone),
                words=config.languages_dir / config.shop.language,
                locale=config.shop.locale,
                recommender=config.path("recommender"),
                predictor=config.path("predictor"),
            ) as personal,
        ):
            yield Services(
                index=index,
                knowledge=knowledge,
                phrases={code: _phrases(config, code) for code in languages},
                replies=ReplyService(
                    writer, owner, metrics, config.server.recent_replies, config.shop.length, other
                ),
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
                tongues=Tongues.load(
                    config.languages_dir, config.root / "data" / "nlu", config.shop.language
                ),
                searches=searches,
                unanswered=unanswered,
                exposure=exposure,
                evidence=open_evidence(config, writer.asks(config.shop.language).filler),
                handoffs=handoffs,
                listener=listener,
                moods=Moods(listener.at_once, listener.language) if listener else Moods(),
            )
    finally:
        await owner.drain(DRAIN_S)
        await asyncio.to_thread(store.close)
        await asyncio.to_thread(index.close)


def _index(config: Config, encoder: Encoder, languages: Mapping[str, Language]) -> Index:
    return Index.open(
        config.path("index"),
        encoder=encoder,
        languages=list(languages.values()),
        ranker=Ranker.load(config.path("ranker")),
    )


def _unanswered(config: Config, store: SqlStore, languages: Iterable[str]) -> QuestionLog:
    wordings = {code: QuestionWording.load(config.languages_dir / code) for code in languages}
    return QuestionLog(QuestionTable(store.engine), config.server.question_log_days, wordings)


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
        drop_sample(store)
        drop_made_up(store)
        drop_sample_reviews(store.engine)
    return store
