"""A real shop for the dialogue: the sample catalogue, a real index, encoder, writer and store."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from actions.config import PROJECT_ROOT, load_config
from actions.dialogue import Services, all_actions
from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.utterance import Utterance
from actions.metrics import Metrics
from actions.parts import open_services
from actions.settings import SAMPLE_INDEX
from actions.turns import Turns
from retrieval import Index
from retrieval.catalog import read_products
from retrieval.encoder import open_encoder
from retrieval.query import Language

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


_SENDERS = count()


class Conversation:
    """Says things to the actions as Rasa would after its intent is known, keeping the state."""

    def __init__(self, services: Services, deadline: float = float("inf")) -> None:
        self.services = services
        actions = all_actions(services)
        self.actions: dict[str, ShopAction] = {action.intent: action for action in actions}
        self._said = Utterance("", "", deadline=deadline)
        self.forget()

    def forget(self) -> None:
        """Somebody else from now on, of whom nothing is known."""
        self._said = Utterance("", f"ann-{next(_SENDERS)}", deadline=self._said.deadline)

    @property
    def sender_id(self) -> str:
        return self._said.sender_id

    async def say(self, intent: str, text: str) -> Answer:
        self._said = replace(self._said, text=text)
        answer = await self.actions[intent].answer_what_was_meant(self._said)
        if answer.state:
            self._said = replace(self._said, state=answer.state)
        return answer


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
