"""A shop of its own for a simulation: server and Rasa in a folder that goes away afterwards.

Owns what it is told by its environment; processes are the supervisor's.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from actions.config import Config, load_config
from actions.supervisor.catalogue import Source, sample_source, why_stale
from actions.supervisor.child import Child, Command
from actions.supervisor.commands import rasa_command, server_command
from actions.supervisor.indexing import Progress, make_index
from actions.supervisor.preflight import check
from actions.supervisor.ready import Readiness
from actions.supervisor.supervise import Supervisor

READY_WITHIN_S = 300.0
NO_LIMITS = {
    "STORECLERK_LIMIT_SESSION_RATE": "1000",
    "STORECLERK_LIMIT_SESSION_BURST": "10000",
    "STORECLERK_LIMIT_CHAT_RATE": "10000",
    "STORECLERK_LIMIT_CHAT_BURST": "100000",
    "STORECLERK_LIMIT_TURN_DEADLINE_S": "45",
}


@dataclass(frozen=True, slots=True)
class SimulatedShop:
    """`environment` is what its processes are told, `config` what that comes to."""

    config: Config
    environment: Mapping[str, str]


def simulated_shop(
    folder: Path,
    *,
    database: str = "",
    rules: Path | None = None,
    shop_file: Path | None = None,
    knowledge: Path | None = None,
    templates: bool = False,
) -> SimulatedShop:
    """Nothing is started yet. `templates`: replies are worded without the generator."""
    port, inside_port, rasa_port = free_ports(3)
    told = NO_LIMITS | {
        "STORECLERK_PORT": str(port),
        "STORECLERK_INSIDE_PORT": str(inside_port),
        "STORECLERK_RASA_PORT": str(rasa_port),
        "STORECLERK_INDEX": str(folder / "index"),
        "STORECLERK_DATABASE": database or f"sqlite:///{folder / 'shop.db'}",
        "STORECLERK_SECRETS": str(folder / "secrets.json"),
        "STORECLERK_LOGS": str(folder / "log"),
        "STORECLERK_CONVERSATIONS": str(folder / "rasa.db"),
    }
    if rules:
        told["STORECLERK_SERVICE_RULES"] = str(rules.resolve())
    if shop_file:
        told["STORECLERK_SHOP"] = str(shop_file)
    if knowledge:
        told["STORECLERK_KNOWLEDGE"] = str(knowledge)
    if templates:
        told["STORECLERK_GENERATOR"] = str(folder / "no-generator")
    return SimulatedShop(load_config(environ={**os.environ, **told}), told)


def give_sample_index(shop: SimulatedShop, progress: Progress) -> None:
    """A copy of the project's own where that is up to date, or else a new one."""
    usual = load_config()
    source = sample_source(usual)
    if why_stale(source, usual) is None:
        shutil.copytree(source.index, shop.config.path("index"))
        return
    make_index(sample_source(shop.config), shop.config, progress)


def give_index(shop: SimulatedShop, catalogue: Path, name: str, progress: Progress) -> None:
    make_index(Source(catalogue, shop.config.path("index"), name), shop.config, progress)


@contextmanager
def serving(shop: SimulatedShop) -> Iterator[str]:
    """The address where it answers. Raises what `storeclerk up` raises."""
    check(shop.config, with_rasa=True)
    commands = (rasa_command(shop.config), server_command(shop.config))
    children = [Child(_told(command, shop.environment)) for command in commands]
    supervisor = Supervisor(children, threading.Event(), lambda _: None)
    readiness = Readiness(shop.config, with_rasa=True)
    try:
        supervisor.start()
        supervisor.wait_until_ready(readiness, READY_WITHIN_S)
        yield readiness.url
    finally:
        supervisor.stop()


def free_ports(count: int) -> list[int]:
    """All different: each is held until all are known."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _told(command: Command, environment: Mapping[str, str]) -> Command:
    return replace(command, environment={**environment, **command.environment})
