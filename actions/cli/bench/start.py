"""`storeclerk bench start`: how long a stranger waits, from `make up` to the first true answer.

Owns the stop-watch and the sum of memory; the answer is checked against the catalogue's own file.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
import urllib.request
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from actions.cli.bench.processes import clean_environment, free_ports, resident_mb, running
from actions.cli.output import err, print_json, print_table
from actions.config import PROJECT_ROOT
from actions.errors import Unavailable

QUESTION = "a waterproof jacket under 120, not black"
PATIENCE_S = 900.0
POLL_S = 0.25


@dataclass(frozen=True, slots=True)
class Start:
    """`resident_mb` is the sum of `processes`."""

    name: str
    seconds: float
    resident_mb: float
    processes: dict[str, float]


@click.command()
@click.option("--cold", is_flag=True, help="Also from a fresh clone with empty caches (minutes).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(cold: bool, as_json: bool) -> None:
    """Time `make up` until the shop answers a question truly; show the memory it takes."""
    starts = [_cold_start()] if cold else []
    starts += [_warm_start()]
    if as_json:
        print_json(
            {one.name: {k: v for k, v in asdict(one).items() if k != "name"} for one in starts}
        )
        return
    rows = [[s.name, f"{s.seconds:.1f}", f"{s.resident_mb:.0f}", _told(s)] for s in starts]
    print_table("Until the first true answer", ["start", "seconds", "MB", "of which"], rows)


def _told(start: Start) -> str:
    return ", ".join(f"{name} {mb:.0f}" for name, mb in start.processes.items())


def _warm_start() -> Start:
    """The environments, models and index that are here; records and secrets of its own, so that a
    shop on this machine stays as it is."""
    with tempfile.TemporaryDirectory(prefix="storeclerk-warm-") as folder:
        own = {
            "STORECLERK_DATABASE": f"sqlite:///{folder}/storeclerk.db",
            "STORECLERK_CONVERSATIONS": f"{folder}/rasa.db",
            "STORECLERK_SECRETS": f"{folder}/secrets.json",
            "STORECLERK_LOGS": f"{folder}/log",
        }
        return _start("second start, here", PROJECT_ROOT, clean_environment() | own)


def _cold_start() -> Start:
    """What is committed, cloned; nothing of it has been set up."""
    with tempfile.TemporaryDirectory(prefix="storeclerk-cold-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(PROJECT_ROOT), str(clone)], check=True)
        own = {"UV_CACHE_DIR": f"{folder}/uv", "PIP_CACHE_DIR": f"{folder}/pip"}
        return _start("fresh clone, empty caches", clone, clean_environment() | own)


def _start(name: str, root: Path, environment: dict[str, str]) -> Start:
    ports = dict(zip(("PORT", "INSIDE_PORT", "RASA_PORT"), free_ports(3), strict=True))
    environment |= {f"STORECLERK_{key}": str(port) for key, port in ports.items()}
    url = f"http://127.0.0.1:{ports['PORT']}/chat/messages"
    err.print(f"Starting: {name} ...")
    began = time.perf_counter()
    with running(["make", "--no-print-directory", "up"], root, environment) as process:
        answer = _first_answer(url, process)
        seconds = time.perf_counter() - began
        _check(answer, root / "data" / "catalog" / "products.jsonl")
        processes = resident_mb(process.pid)
    total = round(sum(processes.values()), 1)
    return Start(name, round(seconds, 1), total, processes)


def _first_answer(url: str, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Asks until products come back. Raises `Unavailable` when the shop ends or never answers."""
    until = time.monotonic() + PATIENCE_S
    request = urllib.request.Request(
        url,
        data=json.dumps({"text": QUESTION}).encode(),
        headers={"Content-Type": "application/json"},
    )
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError, ValueError), urllib.request.urlopen(request, timeout=30) as answer:
            for message in json.load(answer)["messages"]:
                if message.get("custom", {}).get("hits"):
                    found: dict[str, Any] = message["custom"]
                    return found
        time.sleep(POLL_S)
    raise Unavailable("`make up` never answered with products; what it said is above.")


def _check(custom: dict[str, Any], catalogue: Path) -> None:
    """By the catalogue's own file. Raises `Unavailable` when a hit doesn't obey the question."""
    with catalogue.open(encoding="utf-8") as lines:
        products = {p["id"]: p for p in map(json.loads, lines)}
    for hit in custom["hits"]:
        product = products[hit["product_id"]]
        variant = next(v for v in product["variants"] if v["id"] == hit["variant_id"])
        true = (
            variant["price"] <= 120
            and product["attributes"].get("waterproof") is True
            and variant["options"].get("colour") != "black"
        )
        if not true:
            raise Unavailable(f"the first answer is wrong: {product['title']} doesn't obey")
