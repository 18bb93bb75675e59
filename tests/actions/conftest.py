"""A server around a stand-in Rasa: a real HTTP server that answers as Rasa's REST channel does, and
calls the webhook as Rasa does. Everything between the customer and it is the real thing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp.test_utils import TestClient, TestServer
from databases import database_url, empty_database_url  # noqa: F401 - fixtures of all below
from rasa_sdk import Action

from actions.config import PROJECT_ROOT, Config, load_config
from actions.gateway.gateway import Gateway
from actions.gateway.rasa import RasaClient
from actions.gateway.secrets import ADMIN_PREFIX, load_secrets
from actions.gateway.sentences import Sentences
from actions.gateway.tokens import CUSTOMER_AUDIENCE, Tokens
from actions.handoff.service import Handoffs
from actions.handoff.signing import Door
from actions.metrics import Metrics
from actions.parts import Parts
from actions.server import inside_app, public_app
from actions.settings import LimitSettings
from actions.shelves import Shelves
from actions.turns import Part, Turns
from actions.webhook import Webhook
from tests.actions.stand_in_rasa import StandInRasa

LIMITS = LimitSettings(session_burst=500, session_rate=1000.0, turn_deadline_s=5.0)
SHOP_TOML = 'name = "Corner Shop"\ncurrency = "EUR"\nlocale = "en_IE"\n'


class SayCards(Action):  # type: ignore[misc]
    """Two messages: one with cards and a blank line in its words, one of words alone."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns

    def name(self) -> str:
        return "action_cards"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        metadata = tracker.latest_message["metadata"]
        turn = self.turns.get(metadata["turn_id"])
        assert turn is not None
        for part in (
            Part("Two jackets.\n\nThe first is dry.", {"type": "products", "hits": []}, []),
            Part(f"For {turn.customer_id}."),
        ):
            turn.parts.append(part)
            dispatcher.utter_message(text=part.text)
        return []


class Break(Action):  # type: ignore[misc]
    def name(self) -> str:
        return "action_break"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        raise ZeroDivisionError("a secret of the inside")


class Hang(Action):  # type: ignore[misc]
    def name(self) -> str:
        return "action_hang"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        await asyncio.sleep(3600)
        return []


@dataclass
class Stand:
    """A whole server under test."""

    client: TestClient[Any, Any]
    inside: TestClient[Any, Any]
    rasa: StandInRasa
    parts: Parts
    admin_token: str
    customer_key: str
    stopping: asyncio.Event

    def customer_token(self, customer_id: str = "c-1", **claims: Any) -> str:
        """As the shop's back end makes them."""
        told = {"sub": customer_id, "aud": CUSTOMER_AUDIENCE, "exp": 4_000_000_000} | claims
        return jwt.encode(told, self.customer_key, "HS256")

    def admin(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.admin_token}"}

    async def say(self, text: str, session: str | None = None, **more: Any) -> Any:
        body = {"text": text} | ({"session": session} if session else {}) | more
        return await self.client.post("/chat/messages", json=body)

    async def until(self, condition: Callable[[], Any]) -> None:
        for _ in range(1000):
            if condition():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("it did not come to pass")

    async def hello(self, session: str | None = None) -> tuple[Any, str]:
        """An open WebSocket and its session token."""
        socket = await self.client.ws_connect("/chat")
        await socket.send_json({"type": "hello", "session": session})
        frame = await socket.receive_json(timeout=5)
        assert frame["type"] == "session", frame
        return socket, frame["session"]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "shop.toml").write_text(SHOP_TOML, encoding="utf-8")
    (tmp_path / "data").mkdir()
    for read in ("languages", "policies"):
        (tmp_path / "data" / read).symlink_to(PROJECT_ROOT / "data" / read)
    return replace(load_config(tmp_path, {}), limits=LIMITS)


StandMaker = Callable[..., Any]


@pytest.fixture
async def make_stand(config: Config) -> AsyncIterator[StandMaker]:
    """`await make_stand(services=..., rasa_is_down=..., limit=value, ...)`."""
    closers: list[Callable[[], Any]] = []

    async def make(
        services: Any = None,
        *,
        handoffs: Handoffs | None = None,
        door: Door | None = None,
        rasa_is_down: bool = False,
        server: dict[str, Any] | None = None,
        **limits: Any,
    ) -> Stand:
        used = replace(
            config,
            limits=replace(config.limits, **limits),
            server=replace(config.server, secrets=f"{len(closers)}.json", **(server or {})),
        )
        rasa = StandInRasa()
        rasa_server = TestServer(rasa.app())
        await rasa_server.start_server()
        url = str(rasa_server.make_url("/"))
        if rasa_is_down:
            await rasa_server.close()
        http = aiohttp.ClientSession()
        keys, admin_token = load_secrets(used.path("secrets"))
        sentences = Sentences.load(PROJECT_ROOT / "data" / "languages" / "en")
        turns = services.turns if services else Turns()
        metrics = Metrics()
        rasa_client = RasaClient(http, url)
        parts = Parts(
            config=used,
            tokens=Tokens(keys, used.limits.session_ttl_s),
            admin_token=admin_token,
            sentences=sentences,
            services=services,
            shelves=Shelves(lambda: list(services.index.products())),
            metrics=metrics,
            rasa=rasa_client,
            gateway=Gateway(rasa_client, turns, sentences, used.limits, metrics, handoffs),
            webhook=Webhook(
                [SayCards(turns), Break(), Hang()], sentences, used.limits.turn_deadline_s
            ),
            door=door or Door(),
        )
        stopping = asyncio.Event()
        client = TestClient(TestServer(public_app(parts, stopping)))
        inside = TestClient(TestServer(inside_app(parts)))
        await client.start_server()
        await inside.start_server()
        rasa.webhook_url = str(inside.make_url("/webhook"))
        assert admin_token is not None
        assert admin_token.startswith(ADMIN_PREFIX)

        async def close() -> None:
            rasa.released.set()
            await client.close()
            await parts.gateway.drain(1.0)
            await inside.close()
            await http.close()
            await rasa_server.close()

        closers.append(close)
        return Stand(client, inside, rasa, parts, admin_token, keys.customer_key, stopping)

    yield make
    for close in closers:
        await close()


@pytest.fixture
async def stand(make_stand: StandMaker) -> Stand:
    made: Stand = await make_stand()
    return made
