"""Keeps processes running until told to stop: what dies is started again, later each time.

Owns the back-off and the order of the end. Prints nothing: it tells a listener."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from actions.errors import Unavailable
from actions.supervisor.child import Child

BACK_OFF_S = (1.0, 2.0, 5.0, 10.0, 30.0)
HEALTHY_AFTER_S = 60.0
POLL_S = 0.2
STOP_GRACE_S = 12.0

Listener = Callable[[str], None]


class ChildFailed(Unavailable):
    """A process ended before it was ever ready; `exit_code` is its own."""

    def __init__(self, child: Child, exit_code: int) -> None:
        words = child.last_words()
        told = f" Its last words:\n{words}\n" if words else " "
        super().__init__(
            f"{child.command.name} ended with code {exit_code} while starting.{told}"
            f"The whole log is in {child.command.log}"
        )
        self.exit_code = exit_code


@dataclass(slots=True)
class _Life:
    child: Child
    started: float = 0.0
    deaths: int = 0
    start_again_at: float | None = None


class Supervisor:
    """Starts its children in order and ends them in the opposite one."""

    def __init__(
        self,
        children: Sequence[Child],
        stopping: threading.Event,
        tell: Listener,
        back_off_s: Sequence[float] = BACK_OFF_S,
    ) -> None:
        self._lives = [_Life(child) for child in children]
        self._stopping, self._tell, self._back_off_s = stopping, tell, back_off_s

    def start(self) -> None:
        for life in self._lives:
            self._start(life)

    def wait_until_ready(
        self, is_ready: Callable[[], bool], timeout_s: float, why: Callable[[], str] = str
    ) -> bool:
        """False when told to stop. Raises `ChildFailed` when a child ends before it was ready,
        `Unavailable` when it takes longer than `timeout_s`: `why` tells what is waited for."""
        until = time.monotonic() + timeout_s
        while not is_ready():
            for life in self._lives:
                code = life.child.exit_code()
                if code is not None:
                    raise ChildFailed(life.child, code)
            if time.monotonic() > until:
                told = f": {why()}" if why() else ""
                raise Unavailable(
                    f"not ready after {timeout_s:.0f} s{told}; `storeclerk doctor` looks for the "
                    "cause"
                )
            if self._stopping.wait(POLL_S):
                return False
        return True

    def watch(self) -> None:
        """Until told to stop."""
        while not self._stopping.wait(POLL_S):
            now = time.monotonic()
            for life in self._lives:
                self._look_after(life, now)

    def stop(self) -> None:
        """One after the other, last started first: the server's answers under way need Rasa.
        Nobody is left running."""
        for life in reversed(self._lives):
            life.child.ask_to_stop()
            life.child.wait(STOP_GRACE_S)

    def _look_after(self, life: _Life, now: float) -> None:
        if life.start_again_at is not None:
            if now >= life.start_again_at:
                self._start(life)
            return
        code = life.child.exit_code()
        if code is None:
            return
        if now - life.started > HEALTHY_AFTER_S:
            life.deaths = 0
        pause = self._back_off_s[min(life.deaths, len(self._back_off_s) - 1)]
        life.deaths += 1
        life.start_again_at = now + pause
        self._tell(
            f"{life.child.command.name} ended with code {code}; starting it again in "
            f"{pause:g} s (log: {life.child.command.log})"
        )

    def _start(self, life: _Life) -> None:
        life.start_again_at = None
        life.child.start()
        life.started = time.monotonic()
