"""The command lines of Rasa and the server, and what is checked before them."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.config import PROJECT_ROOT, Config, load_config
from actions.supervisor.commands import rasa_command, server_command
from actions.supervisor.preflight import NotPossible, check, check_ports


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
    assert [row for row in channels.splitlines() if row and row[0] not in "# "] == ["rest:"]


def test_another_inside_port_reaches_rasa(tmp_path: Path, free: Config) -> None:
    (tmp_path / "endpoints.yml").write_text((PROJECT_ROOT / "endpoints.yml").read_text())
    command = rasa_command(with_server(free, inside_port=6055))
    endpoints = Path(command.argv[command.argv.index("--endpoints") + 1])
    assert "http://127.0.0.1:6055/webhook" in endpoints.read_text()
    assert endpoints != tmp_path / "endpoints.yml"
    usual = rasa_command(with_server(free, inside_port=5055))
    assert usual.argv[usual.argv.index("--endpoints") + 1] == str(tmp_path / "endpoints.yml")


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


def test_what_is_missing_is_named_in_turn(free: Config, tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match=r"encoder is missing.*make setup"):
        check(free, with_rasa=True)
    encoder = tmp_path / "var" / "models" / "minilm"
    encoder.mkdir(parents=True)
    (encoder / "encoder.json").write_text("{}")
    check(free, with_rasa=False)
    with pytest.raises(NotPossible, match="environment is missing"):
        check(free, with_rasa=True)
    python = tmp_path / "bot" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    with pytest.raises(NotPossible, match="model is missing"):
        check(free, with_rasa=True)
