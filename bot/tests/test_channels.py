"""Rasa as its own process: the REST channel for the gateway, and the shell for a developer."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.tests.conftest import RASA, ROOT
from bot.tests.customer import SAID
from bot.tests.stand_in import StandIn, golden

START_S = 400  # seconds on an idle machine, minutes on a busy one


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def endpoints(tmp_path: Path, stand_in: StandIn) -> Path:
    """As endpoints.yml, with the stand-in's address and a database of its own."""
    text = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    assert "http://127.0.0.1:5055/webhook" in text
    text = text.replace("http://127.0.0.1:5055/webhook", stand_in.url)
    file = tmp_path / "endpoints.yml"
    file.write_text(text.replace("var/rasa.db", str(tmp_path / "rasa.db")), encoding="utf-8")
    return file


def options(port: int, model_file: Path, endpoints: Path) -> list[str]:
    named = {"-i": "127.0.0.1", "-p": port, "--model": model_file, "--endpoints": endpoints}
    return [str(part) for pair in named.items() for part in pair]


def post(url: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


@contextmanager
def rasa_running(model_file: Path, endpoints: Path) -> Iterator[str]:
    """Yields its address; ends the process it started."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = endpoints.with_name("rasa.log")
    with log.open("w") as sink:
        process = subprocess.Popen(
            [str(RASA), "run", *options(port, model_file, endpoints)],
            cwd=ROOT,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        end = time.monotonic() + START_S
        while not answers(f"{url}/webhooks/rest/"):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.3)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def test_the_rest_channel_answers_as_the_golden_file_says(
    model_file: Path, endpoints: Path, stand_in: StandIn
) -> None:
    asked = golden("rest_request")
    stand_in.body = json.dumps(golden("action_response")).encode()
    with rasa_running(model_file, endpoints) as url:
        assert post(f"{url}/webhooks/rest/webhook", asked) == golden("rest_response")
        metadata = stand_in.requests[-1]["tracker"]["latest_message"]["metadata"]
        assert metadata == asked["metadata"]
        assert "domain" not in stand_in.requests[-1]
        with urllib.request.urlopen(f"{url}/webhooks/readiness/", timeout=30) as answer:
            assert json.loads(answer.read())["model"]
    stand_in.body = None
    with rasa_running(model_file, endpoints) as url:  # what was found outlives a restart
        post(f"{url}/webhooks/rest/webhook", {**asked, "message": SAID["refine"]})
        slots = stand_in.requests[-1]["tracker"]["slots"]
        assert slots["search_state"] == golden("action_response")["events"][0]["value"]


def test_a_rasa_that_could_not_load_its_model_says_so(tmp_path: Path, endpoints: Path) -> None:
    """It serves all the same, and answers a message with nothing."""
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"no model")
    with rasa_running(broken, endpoints) as url:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{url}/webhooks/readiness/", timeout=30)
        assert refused.value.code == 409
        assert json.loads(refused.value.read()) == {"model": None}
        assert answers(f"{url}/")


def test_the_shell_talks_in_words_alone(
    model_file: Path, endpoints: Path, stand_in: StandIn
) -> None:
    said = [SAID["search"], SAID["order_status"], SAID["why"]]
    done = subprocess.run(
        [str(RASA), "shell", *options(free_port(), model_file, endpoints)],
        cwd=ROOT,
        input="\n".join([*said, "/stop\n"]),
        capture_output=True,
        text=True,
        check=False,
        timeout=START_S,
        env={**os.environ, "HOME": str(endpoints.parent)},
    )
    words = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", done.stdout)
    assert done.returncode == 0, words + done.stderr
    for intent, text in zip(("search", "order_status", "why"), said, strict=True):
        assert f"action_{intent}: {text}" in words
    assert "{" not in words
    assert "telemetry" not in words
    assert "Warning: " not in done.stderr.replace("Warning: Input is not a terminal", "")
