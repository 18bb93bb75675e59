"""The two processes of a shop: our server and Rasa. Owns their command lines and environments."""

from __future__ import annotations

import sys
from pathlib import Path

from actions.config import Config
from actions.errors import Unavailable
from actions.supervisor.child import Command

RASA_PYTHON = Path("bot/.venv/bin/python")
RASA_MODEL = "storeclerk.tar.gz"
OUR_INSIDE = "127.0.0.1:5055"
CONVERSATIONS = "var/rasa.db"
RASA_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "OMP_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}


def server_command(config: Config) -> Command:
    """What `up` decided reaches the server by its environment, which beats its file."""
    server = config.server
    environment = {
        "STORECLERK_HOST": server.host,
        "STORECLERK_PORT": str(server.port),
        "STORECLERK_INSIDE_PORT": str(server.inside_port),
        "STORECLERK_RASA_PORT": str(server.rasa_port),
        "STORECLERK_INDEX": str(config.path("index")),
        "HF_HUB_OFFLINE": "1",
    }
    return Command(
        name="The server",
        argv=(sys.executable, "-m", "actions.server"),
        folder=config.root,
        log=config.path("logs") / "server.log",
        environment=environment,
    )


def rasa_command(config: Config) -> Command:
    """Loopback only, with the REST channel and the question whether it has a model; Rasa's own
    API stays off."""
    return Command(
        name="Rasa",
        argv=(
            str(config.root / RASA_PYTHON), "-m", "bot.start", "run",
            "-i", "127.0.0.1", "-p", str(config.server.rasa_port),
            "--model", str(config.path("rasa_models") / RASA_MODEL),
            "--endpoints", str(rasa_endpoints(config)),
            "--credentials", str(config.root / "credentials.yml"),
        ),
        folder=config.root,
        log=config.path("logs") / "rasa.log",
        environment=RASA_ENVIRONMENT,
    )  # fmt: skip


def rasa_endpoints(config: Config) -> Path:
    """The project's own; where the settings name another inside port or another place for the
    conversations, a copy under `var/` that says so."""
    ours = config.root / "endpoints.yml"
    moved = {
        OUR_INSIDE: f"127.0.0.1:{config.server.inside_port}",
        CONVERSATIONS: str(config.server.conversations),
    }
    moved = {usual: other for usual, other in moved.items() if usual != other}
    if not moved:
        return ours
    text = ours.read_text(encoding="utf-8")
    for usual, other in moved.items():
        if usual not in text:
            raise Unavailable(f"{ours} doesn't name {usual}, so {other} can't take its place")
        text = text.replace(usual, other)
    copy = config.path("logs").parent / "rasa-endpoints.yml"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(text, encoding="utf-8")
    return copy
