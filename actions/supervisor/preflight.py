"""What has to be there before anything is started. Owns the sentences that say what is missing."""

from __future__ import annotations

from actions.config import Config
from actions.errors import BadInput
from actions.supervisor.commands import RASA_MODEL, RASA_PYTHON
from actions.supervisor.ports import holder, is_free


class NotPossible(BadInput):
    """One sentence: what is in the way, and the cure."""


def check(config: Config, *, with_rasa: bool) -> None:
    """Raises `NotPossible` for the first thing in the way; has started nothing by then."""
    check_ports(config, with_rasa=with_rasa)
    if not (config.path("encoder") / "encoder.json").exists():
        raise NotPossible(f"the encoder is missing in {config.path('encoder')}: run `make setup`")
    if not with_rasa:
        return
    if not (config.root / RASA_PYTHON).exists():
        raise NotPossible(f"Rasa's environment is missing ({RASA_PYTHON}): run `make setup`")
    model = config.path("rasa_models") / RASA_MODEL
    if not model.exists():
        raise NotPossible(f"Rasa's model is missing ({model}): run `make setup`")


def check_ports(config: Config, *, with_rasa: bool) -> None:
    server = config.server
    wanted = [
        (server.port, server.host, "STORECLERK_PORT or --port"),
        (server.inside_port, "127.0.0.1", "STORECLERK_INSIDE_PORT"),
    ]
    if with_rasa:
        wanted.append((server.rasa_port, "127.0.0.1", "STORECLERK_RASA_PORT"))
    for port, host, setting in wanted:
        if not is_free(port, host):
            who = holder(port)
            by = f" by {who}" if who else ""
            raise NotPossible(f"port {port} is in use{by}: stop it, or choose another ({setting})")
