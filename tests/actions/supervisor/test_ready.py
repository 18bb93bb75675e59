"""What `up` waits for and what `doctor` says, by a real `/ready` and a real Rasa's readiness."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from actions.api.health import WHY
from actions.config import Config, load_config
from actions.doctor.check import Check, State
from actions.doctor.running import running
from actions.errors import Unavailable
from actions.supervisor.ready import Readiness
from actions.supervisor.supervise import Supervisor

HELLO = "Hello from Rasa: 3.6.21"


@dataclass
class Told:
    """Path -> (status, body) of what stands in for the server and for Rasa."""

    port: int = 0
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)

    def missing(self, *names: str) -> None:
        why = {one: WHY[one] for one in names}
        body = {"status": "missing", "missing": list(names), "why": why}
        self.answers["/ready"] = (503 if names else 200, body)


@pytest.fixture
def told() -> Iterator[Told]:
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = told.answers.get(self.path, (404, {}))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode() if isinstance(body, str) else json.dumps(body).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


def config_of(told: Told) -> Config:
    config = load_config(environ={})
    url = f"http://127.0.0.1:{told.port}"
    return replace(config, server=replace(config.server, port=told.port, rasa_url=url))


def doctor_says(told: Told) -> dict[str, Check]:
    return {check.name: check for check in running(config_of(told))}


def test_ready_is_when_nothing_is_missing(told: Told) -> None:
    readiness = Readiness(config_of(told), with_rasa=True)
    assert not readiness()
    told.missing("device", "rasa")
    assert not readiness()
    assert readiness.why == f"{WHY['device']}; {WHY['rasa']}"
    told.missing()
    assert readiness()
    assert readiness.why == ""


def test_without_rasa_its_absence_is_forgiven(told: Told) -> None:
    readiness = Readiness(config_of(told), with_rasa=False)
    for name in ("rasa", "rasa_model"):
        told.missing(name)
        assert readiness()


def test_a_rasa_without_a_model_is_not_waited_for(told: Told) -> None:
    told.missing("rasa_model")
    with pytest.raises(Unavailable, match="scripts/train-rasa"):
        Readiness(config_of(told), with_rasa=True)()


def test_something_else_on_the_port_is_not_ready(told: Told) -> None:
    readiness = Readiness(config_of(told), with_rasa=True)
    for answer in ((200, "hello"), (503, "busy"), (503, ["missing"]), (500, {})):
        told.answers["/ready"] = answer
        assert not readiness()


def test_who_waited_in_vain_is_told_for_what(told: Told) -> None:
    told.missing("rasa")
    readiness = Readiness(config_of(told), with_rasa=True)
    nobody = Supervisor([], threading.Event(), lambda _: None)
    with pytest.raises(Unavailable, match="Rasa doesn't answer yet"):
        nobody.wait_until_ready(readiness, 0.0, lambda: readiness.why)


def test_the_doctor_tells_of_a_rasa_without_a_model(told: Told) -> None:
    told.answers["/"] = (200, HELLO)
    told.answers["/webhooks/readiness/"] = (409, {"model": None})
    told.missing("rasa_model")
    checks = doctor_says(told)
    assert checks["Rasa"].state is State.BROKEN
    assert "without a model" in checks["Rasa"].found
    assert "scripts/train-rasa" in checks["Rasa"].fix
    assert checks["Server"].state is State.BROKEN
    assert "without a model" in checks["Server"].found


@pytest.mark.parametrize("status", [200, 404])
def test_the_doctor_is_content_with_a_rasa_that_has_one(told: Told, status: int) -> None:
    """404 is a Rasa of the shop's own, run without our channel."""
    told.answers["/"] = (200, HELLO)
    told.answers["/webhooks/readiness/"] = (status, {"model": "a1b2"})
    told.missing()
    assert {check.state for check in doctor_says(told).values()} == {State.OK}
