"""A server over a real index of a few products, with a hashing encoder in place of the model."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from actions.config import PROJECT_ROOT
from actions.dialogue import Offers, Pending, Phrases, RecentOrders, Services, Tongues
from actions.knowledge import Knowledge
from actions.metrics import Metrics
from actions.replies import ReplyService
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

LANGUAGES = PROJECT_ROOT / "data" / "languages"
SCRIPT = "<script>alert(1)</script>"
RECORDS: list[dict[str, Any]] = [
    {
        "id": "jacket-1",
        "title": "Harrow Rain Jacket",
        "brand": "Harrow",
        "department": "Outdoor Clothing",
        "category": "rain jackets",
        "description": "Keeps the rain out.",
        "rating": 4.5,
        "rating_count": 120,
        "added": "2026-03-01",
        "attributes": {"waterproof": True, "weight": {"value": 420, "unit": "g"}},
        "variants": [
            {"id": "j1-green", "options": {"colour": "green"}, "price": 89.0, "stock": 0},
            {"id": "j1-navy", "options": {"colour": "navy"}, "price": 94.0, "stock": 3},
        ],
    },
    {
        "id": "jacket-2",
        "title": "Fell Storm Jacket",
        "brand": "Fell",
        "department": "Outdoor Clothing",
        "category": "rain jackets",
        "rating": 4.9,
        "rating_count": 300,
        "added": "2026-05-01",
        "price": 199.0,
        "stock": 5,
        "colour": "black",
    },
    {
        "id": "mug-1",
        "title": f"Camp Mug {SCRIPT}",
        "brand": "Peat",
        "department": "Kitchen",
        "category": "mugs",
        "price": 12.5,
        "stock": 40,
    },
]


class HashEncoder:
    """A word is a direction: texts with the same words are near each other. No model, no wait."""

    version = "hash"
    dim = 384

    def encode(self, texts: Sequence[str], *, progress: Any = None) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                place = int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dim
                vectors[row, place] += 1.0
            vectors[row, 0] += 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


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


@pytest.fixture
async def services(tmp_path: Path, built: Path, english: Language) -> AsyncIterator[Services]:
    encoder = HashEncoder()
    folder = shutil.copytree(built, tmp_path / "index")
    index = Index.open(folder, encoder=encoder, languages=[english])
    metrics, turns = Metrics(), Turns()
    owner = DeviceOwner(encoder, None, metrics=metrics)
    writer = Writer.open(None, LANGUAGES)
    store = SqlStore(f"sqlite:///{tmp_path}/shop.db")
    await owner.start()
    yield Services(
        index=index,
        knowledge=Knowledge(),
        phrases={"en": Phrases.load(LANGUAGES / "en", {"shop": "x", "email": "", "phone": ""})},
        replies=ReplyService(writer, owner, metrics),
        owner=owner,
        store=store,
        turns=turns,
        pending=Pending(),
        offers=Offers(),
        shop=Shop(name="Corner Shop", currency="EUR"),
        recent_orders=RecentOrders(),
        tongues=Tongues.load(LANGUAGES, PROJECT_ROOT / "data" / "nlu", "en"),
    )
    await owner.drain()
    store.close()
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
