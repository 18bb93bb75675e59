"""A desk's system that can be down, and handoffs over either database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import Engine

from actions.config import PROJECT_ROOT
from actions.handoff.opening import door_of, open_handoffs
from actions.handoff.service import Handoffs
from actions.handoff.wording import Wording
from actions.settings import HandoffSettings
from actions.stores.engine import open_engine
from actions.stores.migrate import migrate
from tests.actions.handoff.far_side import ENVIRON, FarSide


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_engine(database_url)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
async def far_side() -> AsyncIterator[FarSide]:
    side = FarSide()
    app = web.Application()
    app.add_routes([web.post("/hook", side.hook)])
    async with TestServer(app) as server:
        side.url = str(server.make_url("/hook"))
        yield side


@dataclass
class Desk:
    """A whole server, with the handoffs that it keeps. `rasa` echoes what it hears."""

    stand: Any
    handoffs: Handoffs
    stop: Callable[[], Awaitable[None]]

    async def sender_of(self, session: str) -> str:
        return str(self.stand.parts.tokens.read_session(session).sender_id)

    async def opened(self, session: str) -> str:
        """As an action does."""
        sender_id = await self.sender_of(session)
        opened = await self.handoffs.open(sender_id, "asked", "Wants a tent.")
        return opened.handoff.handoff_id

    async def call(self, method: str, path: str = "", body: Any = None, token: str = "") -> Any:
        headers = {"Authorization": f"Bearer {token or self.stand.admin_token}"}
        address = f"/api/handoffs{path}"
        return await self.stand.client.request(method, address, json=body, headers=headers)

    async def post(self, path: str, body: Any = None) -> Any:
        answer = await self.call("POST", path, body or {})
        assert answer.status in (200, 201), await answer.text()
        return await answer.json()

    async def lines(self, handoff_id: str) -> list[tuple[str, str]]:
        told = await (await self.call("GET", f"/{handoff_id}")).json()
        return [(line["author"], line["text"]) for line in told["lines"]]


@pytest.fixture
async def make_desk(engine: Engine, make_stand: Any) -> AsyncIterator[Any]:
    """`await make_desk(to="webhook", url=...)`."""
    wording = Wording.load(PROJECT_ROOT / "data" / "languages" / "en")
    async with AsyncExitStack() as stack:

        async def make(**told: Any) -> Desk:
            names = {"secret_env": "SECRET", "token_env": "CHATWOOT", "desk_token_env": "DESK"}
            settings = HandoffSettings(**({"to": "console"} | names | told))
            running = await stack.enter_async_context(AsyncExitStack())
            opening = open_handoffs(settings, engine, wording, ENVIRON)
            handoffs = await running.enter_async_context(opening)
            assert handoffs is not None
            door = door_of(settings, ENVIRON)
            stand = await make_stand(handoffs=handoffs, door=door)
            return Desk(stand, handoffs, running.aclose)

        yield make


@pytest.fixture
async def desk(make_desk: Any) -> Desk:
    made: Desk = await make_desk()
    return made
