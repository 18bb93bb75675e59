"""A real server in this process for the tests of handing over: gateway, handoffs, desk, pages and
`action_human` are the real ones over a small real index. Rasa alone is stood in for: it calls the
action for a person when asked for one, and echoes all else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from actions.cart import Carts
from actions.config import PROJECT_ROOT, load_config
from actions.dialogue import Offers, Pending, Phrases, Services, all_actions
from actions.exposure import ExposureLog
from actions.exposure.table import ExposureTable
from actions.gateway.gateway import Gateway
from actions.gateway.rasa import RasaClient
from actions.gateway.secrets import load_secrets
from actions.gateway.sentences import Sentences
from actions.gateway.tokens import Tokens
from actions.handoff.opening import door_of, open_handoffs
from actions.handoff.wording import Wording
from actions.knowledge import Knowledge
from actions.metrics import Metrics
from actions.parts import Parts
from actions.personal.opening import open_personal
from actions.replies import ReplyService
from actions.server import inside_app, public_app
from actions.service.opening import Counters, open_clerk
from actions.serving import DeviceOwner
from actions.settings import HandoffSettings
from actions.shelves import Shelves
from actions.shop import Hours
from actions.stores import SqlStore
from actions.turns import Turns
from actions.webhook import Webhook
from retrieval import Index
from retrieval.builder import build_index
from retrieval.catalog.build import ProductBuilder
from retrieval.catalog.mapping import COMMON
from retrieval.query import Language
from tests.actions import loaded_words
from tests.actions.api.small_shop_index import RECORDS, HashEncoder
from tests.actions.handoff.far_side import ENVIRON
from tests.actions.stand_in_rasa import StandInRasa

LANGUAGES = PROJECT_ROOT / "data" / "languages"


class AskingRasa(StandInRasa):
    async def answer(
        self, request: web.Request, call: dict[str, Any], text: str
    ) -> web.StreamResponse:
        wanted = "act action_human" if "person" in text else text
        return await super().answer(request, call, wanted)


@dataclass(frozen=True, slots=True)
class DeskServer:
    url: str
    admin_token: str
    rasa: AskingRasa


@asynccontextmanager
async def desk_server(folder: Path, **told: Any) -> AsyncIterator[DeskServer]:
    """`told` is `[handoff]`."""
    names = {"secret_env": "SECRET", "token_env": "CHATWOOT", "desk_token_env": "DESK"}
    settings = HandoffSettings(**({"to": "console"} | names | told))
    async with AsyncExitStack() as stack:
        services = await stack.enter_async_context(_services(folder, settings))
        rasa = AskingRasa()
        rasa_url = str((await stack.enter_async_context(TestServer(rasa.app()))).make_url("/"))
        http = await stack.enter_async_context(aiohttp.ClientSession())
        parts = _parts(folder, settings, services, RasaClient(http, rasa_url))
        stack.push_async_callback(parts.gateway.drain, 2.0)
        stopping = asyncio.Event()
        public = await stack.enter_async_context(TestServer(public_app(parts, stopping)))
        stack.callback(stopping.set)
        inside = await stack.enter_async_context(TestServer(inside_app(parts)))
        rasa.webhook_url = str(inside.make_url("/webhook"))
        yield DeskServer(str(public.make_url("")).rstrip("/"), parts.admin_token or "", rasa)


def _parts(folder: Path, settings: HandoffSettings, services: Services, rasa: RasaClient) -> Parts:
    config = replace(load_config(PROJECT_ROOT, {}), handoff=settings)
    keys, admin_token = load_secrets(folder / "secrets.json")
    sentences, metrics = Sentences.load(LANGUAGES / "en"), Metrics()
    limits = config.limits
    return Parts(
        config=config,
        tokens=Tokens(keys, limits.session_ttl_s),
        admin_token=admin_token,
        sentences=sentences,
        services=services,
        shelves=Shelves(lambda: list(services.index.products())),
        metrics=metrics,
        rasa=rasa,
        gateway=Gateway(rasa, services.turns, sentences, limits, metrics, services.handoffs),
        webhook=Webhook(all_actions(services), sentences, limits.turn_deadline_s),
        door=door_of(settings, ENVIRON),
    )


@asynccontextmanager
async def _services(folder: Path, settings: HandoffSettings) -> AsyncIterator[Services]:
    # No hours: what is promised is then the same at any time of day.
    shop = replace(load_config(PROJECT_ROOT, {}).shop, hours=Hours())
    index, encoder = _index(folder), HashEncoder()
    owner = DeviceOwner(encoder, None)
    store = SqlStore(f"sqlite:///{folder / 'shop.db'}")
    said = {"shop": shop.name, "email": shop.contact.email, "phone": shop.contact.phone}
    wording = Wording.load(LANGUAGES / "en")
    ears = {"en": loaded_words.ears()}
    await owner.start()
    try:
        async with (
            open_handoffs(settings, store.engine, wording, ENVIRON) as handoffs,
            open_personal(
                store, index, words=LANGUAGES / "en", locale="en_IE", predictor=folder / "predict"
            ) as personal,
        ):
            yield Services(
                index=index,
                knowledge=Knowledge(),
                phrases={"en": Phrases.load(LANGUAGES / "en", said)},
                replies=ReplyService(loaded_words.template_writer(), owner, owner.metrics),
                owner=owner,
                store=store,
                turns=Turns(),
                pending=Pending(store.engine),
                offers=Offers(),
                shop=shop,
                clerk=open_clerk(_counters(store, index), ears),
                ears=ears,
                carts=Carts(store.engine),
                personal=personal,
                tongues=loaded_words.tongues(),
                handoffs=handoffs,
                exposure=ExposureLog(ExposureTable(store.engine), days=90),
            )
    finally:
        await owner.drain()
        store.close()
        index.close()


def _counters(store: SqlStore, index: Index) -> Counters:
    rules = PROJECT_ROOT / "data" / "policies" / "rules.toml"
    return Counters(store.engine, store, rules, rules.name, date.today, index.product)


def _index(folder: Path) -> Index:
    english, encoder = Language.load(LANGUAGES / "en"), HashEncoder()
    if not (folder / "index").exists():
        builder = ProductBuilder(COMMON, "EUR")
        products = [builder.build(record) for record in RECORDS]
        build_index(products, folder / "index", encoder=encoder, language=english, currency="EUR")
    return Index.open(folder / "index", encoder=encoder, languages=[english])
