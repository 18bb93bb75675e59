"""The whole shop as a stranger starts it: `storeclerk up` on free ports, with data of its own.

Owns its start and its end; the test machine's `var/` keeps its index, database and secrets.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from actions.gateway.secrets import load_secrets

ROOT = Path(__file__).resolve().parents[2]
STORECLERK = Path(sys.executable).with_name("storeclerk")
# Each with the variable that may say where it lies instead.
NEEDED = {
    "STORECLERK_ENCODER": "var/models/minilm",
    "STORECLERK_RASA_MODELS": "var/models/rasa",
    "STORECLERK_GENERATOR": "data/models/generator",
}
READY_WITHIN_S = 200
END_WITHIN_S = 30


def free_ports(count: int) -> list[int]:
    """Of the system, held together so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def missing() -> list[str]:
    """What set-up makes and isn't there yet."""
    if os.environ.get("STORECLERK_E2E_URL"):
        return []
    paths = (os.environ.get(variable, path) for variable, path in NEEDED.items())
    return [path for path in paths if not (ROOT / path).exists()]


@dataclass(frozen=True, slots=True)
class RunningShop:
    """`url` is the public side. `endpoints` is Rasa's file that names this shop's inside."""

    url: str
    inside_url: str
    rasa_url: str
    endpoints: Path
    admin_token: str = ""

    def process(self, name: str) -> psutil.Process | None:
        """The server's (`actions.server`) or Rasa's (`bot.start`), by command line and port."""
        port = (self.url if name == "actions.server" else self.rasa_url).rsplit(":", 1)[1]
        for process in psutil.process_iter():
            try:
                command, environment = process.cmdline(), process.environ()
            except psutil.Error:
                continue
            if name in command and (port in command or environment.get("STORECLERK_PORT") == port):
                return process
        return None


@asynccontextmanager
async def running_shop(folder: Path) -> AsyncIterator[RunningShop]:
    """A shop that is ready. Ends all it started, as Ctrl-C does.

    `STORECLERK_E2E_URL` names a shop that is up already, on the usual ports: quicker while
    working on a page.
    """
    already_up = os.environ.get("STORECLERK_E2E_URL")
    if already_up:
        inside, rasa = (f"http://127.0.0.1:{port}" for port in (5055, 5006))
        token = os.environ.get("STORECLERK_ADMIN_TOKEN", "")
        yield RunningShop(already_up, inside, rasa, ROOT / "endpoints.yml", token)
        return
    public, inside, rasa = free_ports(3)
    # Made here, so that the admin token, which is shown once, is known.
    _, admin_token = load_secrets(folder / "secrets.json")
    environment = os.environ | {
        "STORECLERK_INSIDE_PORT": str(inside),
        "STORECLERK_RASA_PORT": str(rasa),
        "STORECLERK_INDEX": str(folder / "index"),
        "STORECLERK_DATABASE": f"sqlite:///{folder / 'storeclerk.db'}",
        "STORECLERK_CONVERSATIONS": str(folder / "rasa.db"),
        "STORECLERK_SECRETS": str(folder / "secrets.json"),
        "STORECLERK_LOGS": str(folder / "log"),
    }
    errors = (folder / "up.log").open("wb")
    command = (str(STORECLERK), "up", "--json", "--port", str(public))
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE, stderr=errors
    )
    errors.close()
    try:
        yield RunningShop(
            url=await _address(process, folder),
            inside_url=f"http://127.0.0.1:{inside}",
            rasa_url=f"http://127.0.0.1:{rasa}",
            endpoints=folder / "rasa-endpoints.yml",
            admin_token=admin_token or "",
        )
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            await asyncio.wait_for(process.wait(), END_WITHIN_S)


async def _address(process: asyncio.subprocess.Process, folder: Path) -> str:
    """Raises `RuntimeError` with what it said when it ends without getting ready."""
    if process.stdout is None:
        raise RuntimeError("no pipe to read the address from")
    line = await asyncio.wait_for(process.stdout.readline(), READY_WITHIN_S)
    if not line:
        said = (folder / "up.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"storeclerk up ended without an address:\n{said}")
    return str(json.loads(line)["url"])
