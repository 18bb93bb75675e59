"""The server and Rasa under `storeclerk up`'s own supervisor, to be killed again and again.

Owns their start, their deaths and the wait until both serve again. The supervisor's pauses are
short: a shop whose parts die a hundred times in a row would soon wait half a minute each time.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psutil
from running_shop import ROOT, free_ports

from actions.cli.bench.processes import clean_environment
from actions.config import Config, load_config
from actions.supervisor.catalogue import sample_source, serving, why_stale
from actions.supervisor.child import Child, Command
from actions.supervisor.commands import rasa_command, server_command
from actions.supervisor.indexing import make_index
from actions.supervisor.ready import Readiness
from actions.supervisor.supervise import Supervisor

BACK_WITHIN_S = 180.0
PAUSES_S = (0.1,)
SERVER, RASA = "The server", "Rasa"


class KilledShop:
    def __init__(self, config: Config) -> None:
        self.config, self.url = config, f"http://127.0.0.1:{config.server.port}"
        self.told: list[str] = []
        self._children = [Child(rasa_command(config)), Child(_told_all(config))]
        self._stopping = threading.Event()
        self._supervisor = Supervisor(
            self._children, self._stopping, self.told.append, back_off_s=PAUSES_S
        )
        # The kernel ends a child with the thread that started it, so one thread starts them all.
        self._thread = threading.Thread(target=self._supervise)

    def _supervise(self) -> None:
        self._supervisor.start()
        self._supervisor.watch()
        self._supervisor.stop()

    async def start(self) -> None:
        self._thread.start()
        await self.ready()

    async def ready(self) -> None:
        """Until both serve. Raises `TimeoutError`."""
        await asyncio.to_thread(self._wait)

    def _wait(self) -> None:
        is_ready, until = Readiness(self.config, with_rasa=True), time.monotonic() + BACK_WITHIN_S
        while not is_ready():
            if time.monotonic() > until:
                raise TimeoutError(f"not back within {BACK_WITHIN_S:g} s; {self.told[-3:]}")
            time.sleep(0.2)

    def kill(self, names: Iterable[str]) -> None:
        """All at once, and what they started themselves."""
        for child in self._children:
            if child.command.name in names and child.pid is not None:
                os.killpg(child.pid, signal.SIGKILL)
                psutil.wait_procs([psutil.Process(child.pid)], timeout=5)

    async def stop(self) -> None:
        self._stopping.set()
        await asyncio.to_thread(self._thread.join)


@asynccontextmanager
async def killed_shop(folder: Path) -> AsyncIterator[KilledShop]:
    """The sample shop with the project's index and models, and records of its own."""
    config = _config(folder)
    if why_stale(sample_source(config), config):
        await asyncio.to_thread(make_index, sample_source(config), config, lambda _done, _all: None)
    shop = KilledShop(serving(config, sample_source(config)))
    try:
        await shop.start()
        yield shop
    finally:
        await shop.stop()


def _config(folder: Path) -> Config:
    public, inside, rasa = free_ports(3)
    ports = {"PORT": public, "INSIDE_PORT": inside, "RASA_PORT": rasa}
    files = {
        "DATABASE": f"sqlite:///{folder / 'storeclerk.db'}",
        "CONVERSATIONS": str(folder / "rasa.db"),
        "SECRETS": str(folder / "secrets.json"),
        "LOGS": str(folder / "log"),
    }
    told = {f"STORECLERK_{name}": str(value) for name, value in (ports | files).items()}
    return load_config(ROOT, clean_environment() | told)


def _told_all(config: Config) -> Command:
    """`up` leaves to the environment what it didn't decide; ours isn't this shop's."""
    command, server = server_command(config), config.server
    own = {
        "STORECLERK_DATABASE": server.database,
        "STORECLERK_SECRETS": server.secrets,
        "STORECLERK_LOGS": server.logs,
    }
    return replace(command, environment={**command.environment, **own})
