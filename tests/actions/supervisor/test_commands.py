"""The command lines of Rasa and the server, and what is checked before them."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.config import PROJECT_ROOT, Config, load_config
from actions.errors import Unavailable
from actions.supervisor.commands import RASA_MODEL, RASA_PYTHON, rasa_command, server_command
from actions.supervisor.preflight import (
    ENCODER_FILES,
    GENERATOR_FILES,
    WIDGET_FILES,
    NotPossible,
    check,
    check_ports,
    has_generator,
    without_generator,
)
from llm.model import bundle, gpt2
from retrieval.encoder.base import MODEL_FILE, TOKENIZER_FILE


@pytest.fixture
def free(tmp_path: Path) -> Config:
    """The project's configuration with ports nobody has and files that aren't there."""
    (tmp_path / "shop.toml").write_text('name = "x"\ncurrency = "EUR"\n')
    config = load_config(tmp_path, {})
    return replace(config, server=replace(config.server, port=0, inside_port=0, rasa_port=0))


def with_server(config: Config, **settings: Any) -> Config:
    return replace(config, server=replace(config.server, **settings))


def test_rasa_listens_on_loopback_with_the_rest_channel_and_no_api() -> None:
    command = rasa_command(load_config(PROJECT_ROOT, {}))
    line = " ".join(command.argv)
    assert "-i 127.0.0.1 -p 5006" in line
    assert "--enable-api" not in line
    assert command.environment["RASA_TELEMETRY_ENABLED"] == "false"
    channels = (PROJECT_ROOT / "credentials.yml").read_text()
    assert [row for row in channels.splitlines() if row and row[0] not in "# "] == [
        "rest:",
        "bot.channels.readiness.Readiness:",
    ]


def test_another_inside_port_reaches_rasa(tmp_path: Path, free: Config) -> None:
    (tmp_path / "endpoints.yml").write_text((PROJECT_ROOT / "endpoints.yml").read_text())
    command = rasa_command(with_server(free, inside_port=6055))
    endpoints = Path(command.argv[command.argv.index("--endpoints") + 1])
    assert "http://127.0.0.1:6055/webhook" in endpoints.read_text()
    assert endpoints != tmp_path / "endpoints.yml"
    usual = rasa_command(with_server(free, inside_port=5055))
    assert usual.argv[usual.argv.index("--endpoints") + 1] == str(tmp_path / "endpoints.yml")


def test_conversations_may_lie_elsewhere(tmp_path: Path, free: Config) -> None:
    (tmp_path / "endpoints.yml").write_text((PROJECT_ROOT / "endpoints.yml").read_text())
    command = rasa_command(with_server(free, conversations="/elsewhere/rasa.db"))
    told = Path(command.argv[command.argv.index("--endpoints") + 1]).read_text()
    assert "db: /elsewhere/rasa.db" in told


def test_an_endpoints_file_of_ones_own_is_not_misread(tmp_path: Path, free: Config) -> None:
    (tmp_path / "endpoints.yml").write_text("tracker_store:\n  dialect: postgresql\n")
    with pytest.raises(Unavailable, match="doesn't name"):
        rasa_command(with_server(free, inside_port=5055, conversations="elsewhere.db"))


def test_what_up_decided_reaches_the_server(free: Config) -> None:
    command = server_command(with_server(free, port=9001, host="0.0.0.0", index="/elsewhere"))
    again = load_config(free.root, dict(command.environment))
    assert (again.server.port, again.server.host) == (9001, "0.0.0.0")
    assert again.path("index") == Path("/elsewhere")


@pytest.mark.parametrize("setting", ["port", "inside_port", "rasa_port"])
def test_a_busy_port_is_one_sentence_that_names_it(free: Config, setting: str) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        busy = with_server(free, **{setting: port})
        with pytest.raises(NotPossible, match=f"port {port} is in use by .*process"):
            check_ports(busy, with_rasa=True)
        if setting == "rasa_port":
            check_ports(busy, with_rasa=False)


def test_an_address_of_another_machine_is_not_called_a_busy_port(free: Config) -> None:
    with pytest.raises(NotPossible, match=r"of 192\.0\.2\.7 can't be had.*--host"):
        check_ports(with_server(free, host="192.0.2.7", port=9), with_rasa=False)


@pytest.fixture
def whole(free: Config, tmp_path: Path) -> Config:
    """All that a start looks for, as empty files."""
    models = tmp_path / "var" / "models"
    places = {
        tmp_path / "bot" / "widget": WIDGET_FILES,
        models / "minilm": ENCODER_FILES,
        models / "rasa": (RASA_MODEL,),
        tmp_path / "data" / "models" / "generator": GENERATOR_FILES,
        (tmp_path / RASA_PYTHON).parent: (RASA_PYTHON.name,),
    }
    for folder, names in places.items():
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).touch()
    return free


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("bot/widget/storeclerk.js", r"widget is not whole, .* lacks storeclerk\.js"),
        ("var/models/minilm/tokenizer.json", "encoder is not whole.*run `make setup`"),
        ("data/models/generator/clauses.json", "generator is not whole.*storeclerk train"),
        ("bot/.venv/bin/python", "environment is missing.*make setup"),
        ("var/models/rasa/storeclerk.tar.gz", "model is missing.*make setup"),
    ],
)
def test_what_is_missing_is_named_with_its_cure(whole: Config, gone: str, said: str) -> None:
    check(whole, with_rasa=True)
    (whole.root / gone).unlink()
    with pytest.raises(NotPossible, match=said):
        check(whole, with_rasa=True)


def test_a_start_without_rasa_looks_for_nothing_of_rasas(whole: Config) -> None:
    (whole.root / RASA_PYTHON).unlink()
    (whole.root / "var/models/rasa" / RASA_MODEL).unlink()
    check(whole, with_rasa=False)


def test_a_shop_without_a_generator_is_served_and_whoever_starts_it_is_told(whole: Config) -> None:
    assert has_generator(whole)
    for name in GENERATOR_FILES:
        (whole.path("generator") / name).unlink()
    check(whole, with_rasa=True)
    assert not has_generator(whole)
    assert "worded by templates" in without_generator(whole)


def test_the_files_looked_for_are_those_that_are_read() -> None:
    read = {bundle.CLAUSES_FILE, bundle.FIGURES_FILE, bundle.TOKENIZER_FILE, gpt2.WEIGHTS_FILE}
    assert set(GENERATOR_FILES) == read | {"config.json"}
    assert set(ENCODER_FILES) == {MODEL_FILE, TOKENIZER_FILE, "encoder.json"}
