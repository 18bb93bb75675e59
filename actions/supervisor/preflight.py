"""What has to be there before anything is started. Owns the sentences that say what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from actions.config import Config
from actions.errors import BadInput
from actions.supervisor.commands import RASA_MODEL, RASA_PYTHON
from actions.supervisor.ports import BUSY, holder, obstacle

# Named here, because the modules that read them take seconds to import; a test compares.
ENCODER_FILES = ("encoder.json", "model.int8.onnx", "tokenizer.json")
GENERATOR_FILES = (
    "clauses.json", "config.json", "figures.json", "model.safetensors", "tokenizer.json",
)  # fmt: skip
WIDGET_FILES = ("shop.html", "storeclerk.js")


class NotPossible(BadInput):
    """One sentence: what is in the way, and the cure."""


def check(config: Config, *, with_rasa: bool) -> None:
    """Raises `NotPossible` for the first thing in the way; has started nothing by then."""
    check_ports(config, with_rasa=with_rasa)
    check_widget(config)
    check_encoder(config)
    check_generator(config)
    if with_rasa:
        check_rasa(config)


def check_widget(config: Config) -> None:
    _whole("the widget is", config.widget_dir, WIDGET_FILES, "check out bot/widget again")


def check_encoder(config: Config) -> None:
    _whole("the encoder is", config.path("encoder"), ENCODER_FILES, "run `make setup`")


def check_generator(config: Config) -> None:
    """It may be absent (see `without_generator`); half of one is a mistake."""
    folder = config.path("generator")
    if has_generator(config):
        _whole("the generator is", folder, GENERATOR_FILES, "run `storeclerk train generator`")


def has_generator(config: Config) -> bool:
    return any(config.path("generator").glob("*.safetensors"))


def without_generator(config: Config) -> str:
    """Replies are true without it, so a shop is served; whoever starts it is told."""
    return (
        f"No generator in {config.path('generator')}: replies are worded by templates. "
        "`storeclerk train generator` makes one."
    )


def check_rasa(config: Config) -> None:
    if not (config.root / RASA_PYTHON).exists():
        raise NotPossible(f"Rasa's environment is missing ({RASA_PYTHON}): run `make setup`")
    model = config.path("rasa_models") / RASA_MODEL
    if not model.exists():
        raise NotPossible(f"Rasa's model is missing ({model}): run `make setup`")


def _whole(what: str, folder: Path, files: Sequence[str], cure: str) -> None:
    missing = [name for name in files if not (folder / name).is_file()]
    if len(missing) == len(files):
        raise NotPossible(f"{what} missing in {folder}: {cure}")
    if missing:
        raise NotPossible(f"{what} not whole, {folder} lacks {', '.join(missing)}: {cure}")


def check_ports(config: Config, *, with_rasa: bool) -> None:
    server = config.server
    wanted = [
        (server.port, server.host, "STORECLERK_PORT or --port"),
        (server.inside_port, "127.0.0.1", "STORECLERK_INSIDE_PORT"),
    ]
    if with_rasa:
        wanted.append((server.rasa_port, "127.0.0.1", "STORECLERK_RASA_PORT"))
    for port, host, setting in wanted:
        error = obstacle(port, host)
        if error is None:
            continue
        if error.errno != BUSY:
            raise NotPossible(
                f"port {port} of {host} can't be had: {error.strerror} (--host, {setting})"
            )
        who = holder(port)
        by = f" by {who}" if who else ""
        raise NotPossible(f"port {port} is in use{by}: stop it, or choose another ({setting})")
