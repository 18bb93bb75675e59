"""A stand-in for the server, built from the golden files alone: what it answers has exactly their
shape. Owns no shop."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

CONTRACT = Path(__file__).resolve().parents[2] / "tests" / "contract"


def golden(name: str) -> Any:
    return json.loads((CONTRACT / f"{name}.json").read_text(encoding="utf-8"))


class StandIn:
    """Says `<action>: <the customer's words>`. `status` other than 200 fails every call; `body`,
    when set, is sent as it is."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.status = 200
        self.body: bytes | None = None
        self.url = ""

    def reset(self) -> None:
        self.requests.clear()
        self.status, self.body = 200, None

    def answer(self, call: dict[str, Any]) -> bytes:
        self.requests.append(call)
        if self.body is not None:
            return self.body
        if self.status == 400:
            return json.dumps({"error": "not now", "action_name": call["next_action"]}).encode()
        answer = copy.deepcopy(golden("action_response"))
        words = call["tracker"]["latest_message"]["text"]
        answer["responses"][0]["text"] = f"{call['next_action']}: {words}"
        if call["next_action"] != "action_search":
            answer["events"] = []
        return json.dumps(answer).encode()


@contextmanager
def serving(stand_in: StandIn) -> Iterator[StandIn]:
    """On a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = stand_in.answer(call)
            self.send_response(stand_in.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    stand_in.url = f"http://127.0.0.1:{server.server_port}/webhook"
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
