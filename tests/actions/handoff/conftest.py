"""A desk's system that can be down, and handoffs over either database."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
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


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_engine(database_url)
    migrate(opened)
    yield opened
    opened.dispose()


@dataclass
class FarSide:
    """Any system that takes a webhook's POSTs. `status` is what it answers; `swallow` makes it take
    one and then say nothing good, as a line that breaks does."""

    url: str = ""
    status: int = 200
    swallow: int = 0
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    refused: int = 0

    async def hook(self, request: web.Request) -> web.Response:
        body = await request.read()
        if self.status != 200:
            self.refused += 1
            return web.Response(status=self.status)
        self.got.append((dict(request.headers), body))
        if self.swallow:
            self.swallow -= 1
            return web.Response(status=502)
        return web.Response()

    @property
    def letters(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.got]

    @property
    def events(self) -> list[str]:
        return [letter["event"] for letter in self.letters]

    def once(self) -> list[dict[str, Any]]:
        """As a far side that minds the id of a delivery sees them."""
        return list({letter["id"]: letter for letter in self.letters}.values())

    async def has(self, count: int) -> None:
        """Waits until that many have come."""
        await self.until(lambda: len(self.once()) >= count)

    async def until(self, condition: Callable[[], Any]) -> None:
        for _ in range(1500):
            if condition():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("it did not come to pass")


@pytest.fixture
async def far_side() -> AsyncIterator[FarSide]:
    side = FarSide()
    app = web.Application()
    app.add_routes([web.post("/hook", side.hook)])
    async with TestServer(app) as server:
        side.url = str(server.make_url("/hook"))
        yield side


SECRET, DESK_TOKEN, CHATWOOT_TOKEN = "signs letters", "the desk's own", "an agent's"
ENVIRON = {"SECRET": SECRET, "DESK": DESK_TOKEN, "CHATWOOT": CHATWOOT_TOKEN}


@dataclass
class Desk:
    """A whole server, with the handoffs that it keeps. `rasa` echoes what it hears."""

    stand: Any
    handoffs: Handoffs

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
            opening = open_handoffs(settings, engine, wording, ENVIRON)
            handoffs = await stack.enter_async_context(opening)
            assert handoffs is not None
            door = door_of(settings, ENVIRON)
            return Desk(await make_stand(handoffs=handoffs, door=door), handoffs)

        yield make


@pytest.fixture
async def desk(make_desk: Any) -> Desk:
    made: Desk = await make_desk()
    return made
