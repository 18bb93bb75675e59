"""What runs now: the ports, the server, Rasa. Owns no starting and no stopping."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator

from actions.config import Config
from actions.doctor.check import Check, broken, note, ok
from actions.gateway.rasa import NO_MODEL, READINESS
from actions.supervisor.ports import holder, is_free

TIMEOUT_S = 3.0


def running(config: Config) -> Iterator[Check]:
    server = config.server
    yield _server(config)
    if server.rasa_url:
        yield _rasa(config.rasa_url, f"start the Rasa at {config.rasa_url}")
    elif is_free(server.rasa_port):
        yield note("Rasa", f"not running (port {server.rasa_port} is free)", "`storeclerk up`")
    else:
        yield _rasa(config.rasa_url, f"free port {server.rasa_port}, or set STORECLERK_RASA_PORT")
    inside = server.inside_port
    if not is_free(inside) and is_free(server.port, server.host):
        fix = f"end it ({holder(inside) or 'unknown'}), or set STORECLERK_INSIDE_PORT"
        yield broken("Inside port", f"{inside} is in use by something else", fix)


def _server(config: Config) -> Check:
    name, port = "Server", config.server.port
    if is_free(port, config.server.host):
        return note(name, f"not running (port {port} is free)", "`storeclerk up`")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=TIMEOUT_S) as answer:
            json.load(answer)["missing"]
        return ok(name, f"ready on port {port}")
    except urllib.error.HTTPError as error:
        return _not_ready(name, port, error)
    except (OSError, ValueError, KeyError, TypeError):
        fix = f"end it ({holder(port) or 'unknown'}), or use --port"
        return broken(name, f"port {port} is in use by something else", fix)


def _not_ready(name: str, port: int, error: urllib.error.HTTPError) -> Check:
    try:
        told = json.load(error)
        missing = "; ".join(told["why"][one] for one in told["missing"])
    except (ValueError, KeyError, TypeError):
        fix = f"end it ({holder(port) or 'unknown'}), or use --port"
        return broken(name, f"port {port} is in use by something else", fix)
    return broken(
        name, f"runs, but isn't ready: {missing}", "look into var/log, then `storeclerk up`"
    )


def _rasa(url: str, fix: str) -> Check:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:
            told = answer.read(200).decode("utf-8", "replace")
    except (OSError, ValueError):
        return broken("Rasa", f"{url} doesn't answer", fix)
    if "Rasa" not in told:
        return broken("Rasa", f"something else answers at {url}", fix)
    if _has_no_model(url):
        cure = "look into var/log/rasa.log, run scripts/train-rasa --force, then start it again"
        return broken("Rasa", f"runs at {url} without a model: customers get no answer", cure)
    return ok("Rasa", f"{told.removeprefix('Hello from ').strip()} at {url}")


def _has_no_model(url: str) -> bool:
    try:
        urllib.request.urlopen(url.rstrip("/") + READINESS, timeout=TIMEOUT_S).close()
    except urllib.error.HTTPError as error:
        return error.code == NO_MODEL
    except (OSError, ValueError):
        return False
    return False
