"""`storeclerk up` and `storeclerk doctor` as typed: what is said, which exit code, nothing left."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from actions.config import PROJECT_ROOT

STORECLERK = Path(sys.executable).parent / "storeclerk"
ENCODER = PROJECT_ROOT / "var" / "models" / "minilm" / "encoder.json"
PRODUCT = {"id": "p1", "title": "Brass Lantern", "price": 45.0, "department": "Camping"}

needs_encoder = pytest.mark.skipif(not ENCODER.exists(), reason="no encoder: run make setup")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Everything this start would write lies in `tmp_path`; ports that were free a moment ago."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    ports = [str(one.getsockname()[1]) for one in listeners]
    for one in listeners:
        one.close()
    names = ("STORECLERK_PORT", "STORECLERK_INSIDE_PORT", "STORECLERK_RASA_PORT")
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith("STORECLERK_")},
        **dict(zip(names, ports, strict=True)),
        "STORECLERK_INDEX": str(tmp_path / "index"),
        "STORECLERK_DATABASE": f"sqlite:///{tmp_path}/shop.db",
        "STORECLERK_SECRETS": str(tmp_path / "secrets.json"),
        "STORECLERK_LOGS": str(tmp_path / "var" / "log"),
        "OMP_NUM_THREADS": "1",
    }


def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(STORECLERK), *arguments], env=environ, capture_output=True, text=True, timeout=120
    )


def test_a_busy_port_is_one_sentence_and_exit_2(environ: dict[str, str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        ended = run(environ, "up", "--port", str(port))
    assert ended.returncode == 2
    assert f"port {port} is in use" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@needs_encoder
def test_a_broken_catalogue_line_is_named_and_nothing_is_done(
    environ: dict[str, str], tmp_path: Path
) -> None:
    catalogue = tmp_path / "mine.jsonl"
    catalogue.write_text(json.dumps(PRODUCT) + '\n{"id": "p2", "title": }\n')
    ended = run(environ, "up", "--no-rasa", "--catalog", str(catalogue))
    assert ended.returncode == 2
    assert "line 2, column 23" in ended.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["mine.jsonl"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("up", "--catalogue", "x"),
        ("up", "--port", "0"),
        ("up", "--mapping", "x.toml"),
    ],
)
def test_a_wrong_option_is_exit_2(environ: dict[str, str], arguments: tuple[str, ...]) -> None:
    assert run(environ, *arguments).returncode == 2


def test_a_wrong_setting_is_exit_2_and_named(environ: dict[str, str]) -> None:
    ended = run(environ | {"STORECLERK_LIMIT_MESSAGE_CHARS": "many"}, "up")
    assert ended.returncode == 2
    assert "limits.message_chars" in ended.stderr


def test_the_doctor_tells_each_thing_in_json(environ: dict[str, str]) -> None:
    ended = run(environ, "doctor", "--json")
    told = json.loads(ended.stdout)
    states = {check["name"]: check for check in told["checks"]}
    assert ended.returncode == (0 if told["healthy"] else 1)
    assert states["Index"]["state"] == "broken"
    assert "storeclerk index" in states["Index"]["fix"]
    assert states["Server"]["state"] == "note"
    assert {"Encoder", "torch", "Disk", "Secrets", "Rasa's model"} <= states.keys()


@pytest.fixture
def up(environ: dict[str, str], tmp_path: Path) -> Iterator[Any]:
    catalogue = tmp_path / "mine.jsonl"
    catalogue.write_text(json.dumps(PRODUCT) + "\n")
    environ["STORECLERK_INDEX"] = str(tmp_path / "index")
    build = [str(STORECLERK), "index", str(catalogue), "--index", environ["STORECLERK_INDEX"]]
    subprocess.run(build, env=environ, check=True, capture_output=True)
    process = subprocess.Popen(
        [str(STORECLERK), "up", "--no-rasa", "--json"],
        env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


@needs_encoder
def test_up_serves_and_ctrl_c_ends_all_of_it_with_exit_0(up: Any, tmp_path: Path) -> None:
    assert up.stdout is not None
    told = json.loads(up.stdout.readline())
    with urllib.request.urlopen(told["url"] + "/api/products/p1", timeout=10) as answer:
        assert json.load(answer)["title"] == "Brass Lantern"
    assert told["admin_token"].startswith("storeclerk_admin_")
    children = psutil.Process(up.pid).children(recursive=True)
    assert children
    up.send_signal(signal.SIGINT)
    assert up.wait(60) == 0
    assert not [child for child in children if child.is_running()]
    assert (tmp_path / "index" / "index.json").exists()
