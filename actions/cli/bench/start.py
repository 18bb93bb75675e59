"""`storeclerk bench start`: how long a stranger waits, from `make up` to the first true answer.

Owns the stop-watch and the sum of memory; the answer is checked against the catalogue's own file.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import psutil

from actions.cli.output import err, print_json, print_table
from actions.config import PROJECT_ROOT
from actions.errors import Unavailable

QUESTION = "a waterproof jacket under 120, not black"
PATIENCE_S = 900.0


@dataclass(frozen=True, slots=True)
class Start:
    """`resident_mb` sums the proportional share of each process, so shared pages count once."""

    name: str
    seconds: float
    resident_mb: float
    processes: int


@click.command()
@click.option("--cold", is_flag=True, help="Also from a fresh clone with empty caches (minutes).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(cold: bool, as_json: bool) -> None:
    """Time a start until the shop answers a question truly; show the memory it takes."""
    starts = [_cold_start()] if cold else []
    starts += [_start("second start, here", PROJECT_ROOT, dict(os.environ))]
    if as_json:
        print_json(
            {one.name: {"seconds": one.seconds, "resident_mb": one.resident_mb} for one in starts}
        )
        return
    rows = [[s.name, f"{s.seconds:.1f}", f"{s.resident_mb:.0f}", s.processes] for s in starts]
    print_table(
        "Until the first true answer", ["start", "seconds", "resident MB", "processes"], rows
    )


def _cold_start() -> Start:
    with tempfile.TemporaryDirectory(prefix="storeclerk-cold-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(PROJECT_ROOT), str(clone)], check=True)
        environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
        environment |= {"UV_CACHE_DIR": f"{folder}/uv", "PIP_CACHE_DIR": f"{folder}/pip"}
        return _start("fresh clone, empty caches", clone, environment)


def _start(name: str, root: Path, environment: dict[str, str]) -> Start:
    ports = dict(zip(("PORT", "INSIDE_PORT", "RASA_PORT"), _free_ports(3), strict=True))
    environment |= {f"STORECLERK_{key}": str(port) for key, port in ports.items()}
    url = f"http://127.0.0.1:{ports['PORT']}/chat/messages"
    err.print(f"Starting: {name} ...")
    began = time.perf_counter()
    with _running(["make", "--no-print-directory", "up"], root, environment) as process:
        answer = _first_answer(url, process)
        seconds = time.perf_counter() - began
        _check(answer, root / "data" / "catalog" / "products.jsonl")
        resident, count = _resident_mb(process.pid)
    return Start(name, round(seconds, 1), round(resident, 1), count)


@contextmanager
def _running(
    command: list[str], root: Path, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield process
        except Unavailable:
            log.seek(0)
            err.print(log.read().decode(errors="replace")[-2000:], markup=False)
            raise
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                process.wait(timeout=60)


def _first_answer(url: str, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Asks until products come back. Raises `Unavailable` when the shop ends or never answers."""
    until = time.monotonic() + PATIENCE_S
    request = urllib.request.Request(
        url,
        data=json.dumps({"text": QUESTION}).encode(),
        headers={"Content-Type": "application/json"},
    )
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                for message in json.load(response)["messages"]:
                    if message.get("custom", {}).get("hits"):
                        found: dict[str, Any] = message["custom"]
                        return found
        except (urllib.error.URLError, OSError, ValueError):
            pass
        time.sleep(0.25)
    raise Unavailable("`make up` never answered with products; its last words are above.")


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


def _resident_mb(pid: int) -> tuple[float, int]:
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    total = 0.0
    for one in processes:
        try:
            info = one.memory_full_info()
        except psutil.Error:
            continue
        total += getattr(info, "pss", info.rss)
    return total / 2**20, len(processes)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
