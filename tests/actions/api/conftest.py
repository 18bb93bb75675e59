"""A server over a real index of a few products, with a hashing encoder in place of the model."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from databases import fresh_database

from actions.cart import Carts
from actions.config import PROJECT_ROOT
from actions.dialogue import Offers, Pending, Services
from actions.knowledge import Knowledge
from actions.metrics import Metrics
from actions.personal.opening import open_personal
from actions.replies import ReplyService
from actions.service.opening import Counters, open_clerk
from actions.serving import DeviceOwner
from actions.shop import Shop
from actions.stores import SqlStore
from actions.turns import Turns
from llm.writer import Writer
from retrieval import Index
from retrieval.builder import build_index
from retrieval.catalog.build import ProductBuilder
from retrieval.catalog.mapping import COMMON
from retrieval.query import Language
from tests.actions import loaded_words
from tests.actions.api.small_shop_index import RECORDS, HashEncoder

LANGUAGES = PROJECT_ROOT / "data" / "languages"


@pytest.fixture(scope="session")
def english() -> Language:
    return Language.load(LANGUAGES / "en")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, english: Language) -> Path:
    """The index on disk; each test opens a copy."""
    folder = tmp_path_factory.mktemp("built") / "index"
    builder = ProductBuilder(COMMON, "EUR")
    build_index(
        [builder.build(record) for record in RECORDS],
        folder,
        encoder=HashEncoder(),
        language=english,
        currency="EUR",
    )
    return folder


def _counters(store: SqlStore, index: Index) -> Counters:
    rules = PROJECT_ROOT / "data" / "policies" / "rules.toml"
    return Counters(store.engine, store, rules, rules.name, date.today, index.product)


@pytest.fixture
async def services(tmp_path: Path, built: Path, english: Language) -> AsyncIterator[Services]:
    encoder = HashEncoder()
    folder = shutil.copytree(built, tmp_path / "index")
    index = Index.open(folder, encoder=encoder, languages=[english])
    metrics, turns = Metrics(), Turns()
    owner = DeviceOwner(encoder, None, metrics=metrics)
    stack, closing = ExitStack(), AsyncExitStack()
    store = SqlStore(stack.enter_context(fresh_database("sqlite", tmp_path)))
    stack.callback(store.close)
    await owner.start()
    ears = {"en": loaded_words.ears()}
    personal = await closing.enter_async_context(
        open_personal(store, index, words=LANGUAGES / "en", locale="en_IE")
    )
    yield Services(
        index=index,
        knowledge=Knowledge(),
        phrases={"en": loaded_words.phrases()},
        replies=ReplyService(loaded_words.template_writer(), owner, metrics),
        owner=owner,
        store=store,
        turns=turns,
        pending=Pending(store.engine),
        offers=Offers(),
        shop=Shop(name="Corner Shop", currency="EUR"),
        clerk=open_clerk(_counters(store, index), ears),
        ears=ears,
        carts=Carts(store.engine),
        personal=personal,
        tongues=loaded_words.tongues(),
    )
    await owner.drain()
    await closing.aclose()
    stack.close()
    index.close()


@pytest.fixture
async def worded(services: Services) -> AsyncIterator[Services]:
    """Services whose replies the shipped model words."""
    writer = Writer.open(PROJECT_ROOT / "data" / "models" / "generator", LANGUAGES)
    owner = DeviceOwner(None, writer.engine)
    await owner.start()
    yield replace(services, replies=ReplyService(writer, owner, owner.metrics, keep=3))
    await owner.drain()


@pytest.fixture
async def shop(make_stand: Any, services: Services) -> Any:
    """A whole server over that index."""
    return await make_stand(services)
