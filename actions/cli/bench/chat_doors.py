"""The two assistants that `bench chat` measures, started as usual and ended after.

Owns their command lines and how each is spoken to."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from actions.cli.bench.processes import clean_environment, cpu_s, free_ports, resident_mb, running
from actions.config import PROJECT_ROOT
from actions.errors import Unavailable

READY_WITHIN_S = 240.0
POLL_S = 0.3
# Customers come as fast as they are answered; what holds real ones up isn't measured.
NO_LIMITS = {
    f"STORECLERK_LIMIT_{name}": "1000000"
    for name in ("SESSION_RATE", "SESSION_BURST", "CHAT_RATE", "CHAT_BURST")
}
STORECLERK = Path(sys.executable).with_name("storeclerk")
RASA = PROJECT_ROOT / "bot" / ".venv" / "bin" / "rasa"


class HttpDoor(ABC):
    """`pids` are the processes started; what they started in turn counts too."""

    def __init__(self, http: aiohttp.ClientSession, url: str, pids: Sequence[int]) -> None:
        self._http, self._url, self._pids = http, url, pids

    @abstractmethod
    async def say(self, talk: str, text: str) -> str:
        """Raises `ClientError`."""

    def cpu_s(self) -> float:
        return sum(cpu_s(pid) for pid in self._pids)

    def resident_mb(self) -> dict[str, float]:
        found = [resident_mb(pid) for pid in self._pids]
        return {name: mb for one in found for name, mb in one.items()}

    async def _post(self, body: dict[str, Any]) -> Any:
        async with self._http.post(self._url, json=body) as answer:
            answer.raise_for_status()
            return await answer.json()


class GatewayDoor(HttpDoor):
    """Keeps each conversation's session, as the widget does."""

    def __init__(self, http: aiohttp.ClientSession, url: str, pids: Sequence[int]) -> None:
        super().__init__(http, f"{url}/chat/messages", pids)
        self._sessions: dict[str, str] = {}

    async def say(self, talk: str, text: str) -> str:
        session = self._sessions.get(talk)
        answer = await self._post({"text": text} | ({"session": session} if session else {}))
        self._sessions[talk] = answer["session"]
        return "\n".join(message["text"] for message in answer["messages"])


class RasaDoor(HttpDoor):
    def __init__(self, http: aiohttp.ClientSession, url: str, pids: Sequence[int]) -> None:
        super().__init__(http, f"{url}/webhooks/rest/webhook", pids)

    async def say(self, talk: str, text: str) -> str:
        answer = await self._post({"sender": talk, "message": text})
        return "\n".join(message.get("text", "") for message in answer)


@asynccontextmanager
async def storeclerk(folder: Path) -> AsyncIterator[HttpDoor]:
    """`storeclerk up` with records of its own; the index and the models are the project's."""
    public, inside, rasa = free_ports(3)
    environment = clean_environment() | NO_LIMITS | _own_files(folder)
    environment |= {"STORECLERK_INSIDE_PORT": str(inside), "STORECLERK_RASA_PORT": str(rasa)}
    command = (str(STORECLERK), "up", "--port", str(public))
    url = f"http://127.0.0.1:{public}"
    with (
        (folder / "up.log").open("wb") as log,
        running(command, PROJECT_ROOT, environment, log) as process,
    ):
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            await _ready(http, f"{url}/ready", [process], folder / "up.log")
            yield GatewayDoor(http, url, [process.pid])


@asynccontextmanager
async def default_rasa(folder: Path, model: Path) -> AsyncIterator[HttpDoor]:
    """`rasa run` beside rasa-sdk's server, from an empty folder; conversations are in memory, as
    `rasa init` leaves it."""
    port, actions = free_ports(2)
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    endpoint = {"action_endpoint": {"url": f"http://127.0.0.1:{actions}/webhook"}}
    (folder / "endpoints.yml").write_text(json.dumps(endpoint), encoding="utf-8")
    rasa = [str(RASA), "run", "-i", "127.0.0.1", "-p", str(port), "--model", str(model)]
    server = [sys.executable, "-m", "actions.cli.bench.sdk_server", str(actions)]
    environment = clean_environment()
    with ExitStack() as started:
        log = started.enter_context((folder / "rasa.log").open("wb"))
        own = environment | _own_files(folder) | {"HF_HUB_OFFLINE": "1"}
        two = [
            started.enter_context(running(server, PROJECT_ROOT, own, log)),
            started.enter_context(running(rasa, folder, environment, log)),
        ]
        url, sdk = (f"http://127.0.0.1:{one}" for one in (port, actions))
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            for address in (f"{sdk}/health", url):
                await _ready(http, address, two, folder / "rasa.log")
            yield RasaDoor(http, url, [one.pid for one in two])


def _own_files(folder: Path) -> dict[str, str]:
    return {
        "STORECLERK_DATABASE": f"sqlite:///{folder}/storeclerk.db",
        "STORECLERK_CONVERSATIONS": f"{folder}/rasa.db",
        "STORECLERK_SECRETS": f"{folder}/secrets.json",
        "STORECLERK_LOGS": f"{folder}/log",
    }


async def _ready(
    http: aiohttp.ClientSession, url: str, started: Sequence[subprocess.Popen[bytes]], log: Path
) -> None:
    """Raises `Unavailable` when one of them ends, or it takes too long."""
    until = time.monotonic() + READY_WITHIN_S
    while all(one.poll() is None for one in started) and time.monotonic() < until:
        with suppress(aiohttp.ClientError):
            async with http.get(url) as answer:
                if answer.status == 200:
                    return
        await asyncio.sleep(POLL_S)
    raise Unavailable(f"{url} never answered. The last words there:\n{_last_words(log)}")


def _last_words(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2000:]
