"""A real shop for the dialogue: the sample catalogue, a real index, encoder, writer and store."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from actions.config import PROJECT_ROOT, load_config
from actions.dialogue import Services
from actions.metrics import Metrics
from actions.opening import open_services
from actions.settings import SAMPLE_INDEX
from actions.turns import Turns
from retrieval import Index
from retrieval.catalog import read_products
from retrieval.encoder import open_encoder
from retrieval.query import Language
from tests.actions.dialogue.talking import Conversation

DEPARTMENTS = {"Outdoor Clothing", "Camping & Hiking", "Computers & Accessories", "Kitchen"}


@pytest.fixture(scope="session")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four departments of the sample shop, indexed."""
    root = PROJECT_ROOT
    folder = tmp_path_factory.mktemp("dialogue") / "index"
    goods = read_products(root / "data" / "catalog" / "products.jsonl")
    chosen = [product for product in goods if product.department in DEPARTMENTS]
    Index.build(
        chosen,
        folder,
        encoder=open_encoder(root / "var" / "models" / "minilm"),
        languages=[Language.load(root / "data" / "languages" / "en")],
        currency="EUR",
        name=SAMPLE_INDEX,
    )
    return folder


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def services(
    index_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Services]:
    folder = tmp_path_factory.mktemp("store")
    environ = dict(os.environ) | {
        "STORECLERK_INDEX": str(index_dir),
        "STORECLERK_DATABASE": f"sqlite:///{folder / 'shop.db'}",
    }
    config = load_config(environ=environ)
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(open_services(config, Metrics(), Turns()))


@pytest.fixture
def conversation(services: Services) -> Conversation:
    return Conversation(services)


@pytest.fixture
def brisk(services: Services) -> Conversation:
    """Out of time from the start, so that each reply is a template's: for many turns."""
    return Conversation(services, deadline=0.0)
