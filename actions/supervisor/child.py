"""One process we run: started in a group of its own, its words in a log, ended with all it started.

Owns one life after another of the same command; when to start the next is `supervise`'s."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

KEPT_LOG_BYTES = 20 * 1024 * 1024
TETHER = Path(__file__).with_name("tether.py")


@dataclass(frozen=True, slots=True)
class Command:
    """`environment` is added to ours."""

    name: str
    argv: Sequence[str]
    folder: Path
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)


class Child:
    def __init__(self, command: Command) -> None:
        self.command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """A session of its own: Ctrl-C in the terminal reaches us alone, and we end it in order.
        Tethered: when we are killed ourselves, it ends too. Call it from a thread that stays."""
        tether = (sys.executable, "-I", "-S", str(TETHER), str(os.getpid()))
        with self._open_log() as log:
            self._process = subprocess.Popen(
                [*tether, *self.command.argv],
                cwd=self.command.folder,
                env={**os.environ, **self.command.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def exit_code(self) -> int | None:
        """None while it runs, and before it was started."""
        return self._process.poll() if self._process else None

    def ask_to_stop(self) -> None:
        self._signal(signal.SIGTERM)

    def wait(self, timeout_s: float) -> None:
        """For a stop that was asked for; whoever doesn't heed it in time is ended."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout_s)
        # What it started itself may outlive it: the whole group goes.
        self._signal(signal.SIGKILL)
        self._process.wait()

    def last_words(self, lines: int = 15) -> str:
        """The end of what this life wrote to its log."""
        try:
            with self.command.log.open("rb") as log:
                log.seek(self._log_start)
                text = log.read(1024 * 1024).decode("utf-8", "replace")
        except OSError:
            return ""
        return "\n".join(text.strip().splitlines()[-lines:])

    def _open_log(self) -> IO[bytes]:
        """Appends; a log that has grown large is put aside first, and the one before it dropped."""
        path = self.command.log
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > KEPT_LOG_BYTES:
            path.replace(path.with_suffix(path.suffix + ".old"))
        log = path.open("ab")
        self._log_start = log.tell()
        return log

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)
