"""Processes that a bench starts: free ports, an environment without a shop's own settings, an end
for certain, and what a whole family of them takes. Owns no figure of a bench."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil

END_WITHIN_S = 60.0
# A part of each process's command line, and what it is.
NAMES = {
    "actions.server": "server",
    "bot.start": "Rasa",
    "storeclerk up": "up",
    "rasa run": "Rasa",
    "actions.cli.bench.sdk_server": "action server",
}


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def clean_environment() -> dict[str, str]:
    """Ours, less what would point the shop somewhere else."""
    kept = os.environ.items()
    return {k: v for k, v in kept if k != "VIRTUAL_ENV" and not k.startswith("STORECLERK_")}


@contextmanager
def running(
    command: Sequence[str],
    root: Path,
    environment: Mapping[str, str],
    told: IO[bytes] | IO[str] = sys.stderr,
) -> Iterator[subprocess.Popen[bytes]]:
    """What it says goes to `told`: our stderr, where a waiting person sees it."""
    process = subprocess.Popen(
        command, cwd=root, env=environment, stdout=told, stderr=told, start_new_session=True
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C in a terminal does, which tells the whole group; then for certain."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(timeout=END_WITHIN_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def resident_mb(pid: int) -> dict[str, float]:
    """By process, those of no size left out (make, a shell). The proportional share (PSS), so that
    shared pages count once."""
    found: dict[str, float] = {}
    for one in _family(pid):
        try:
            info, line = one.memory_full_info(), " ".join(one.cmdline())
        except psutil.Error:
            continue
        name = next((name for part, name in NAMES.items() if part in line), one.name())
        size = getattr(info, "pss", info.rss) / 2**20
        if size >= 1:
            found[name] = round(found.get(name, 0.0) + size, 1)
    return found


def cpu_s(pid: int) -> float:
    """Of the processor, what a process and all that it started have used so far."""
    used = 0.0
    for one in _family(pid):
        try:
            times = one.cpu_times()
        except psutil.Error:
            continue
        used += times.user + times.system
    return used


def _family(pid: int) -> list[psutil.Process]:
    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.Error:
        return []
