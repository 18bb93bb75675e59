"""Rasa's side of it: the conversations in Rasa's own database, by Rasa's own Python.

Owns the call of `bot.conversations`; which rows those are is known there.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from typing import Any

from actions.config import Config
from actions.errors import Unavailable
from actions.supervisor.commands import RASA_ENVIRONMENT, RASA_PYTHON, rasa_endpoints

WITHIN_S = 120.0


class Conversations:
    """Methods block, for seconds: Rasa is imported."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @property
    def are_elsewhere(self) -> bool:
        """The Rasa of `server.rasa_url` has a database that we don't know."""
        return bool(self._config.server.rasa_url)

    def events_of(self, senders: Sequence[str]) -> dict[str, list[Any]]:
        """Raises `Unavailable`."""
        if not senders:
            return {}
        found: dict[str, list[Any]] = json.loads(self._run("show", senders).splitlines()[-1])
        return found

    def erase(self, senders: Sequence[str]) -> int:
        """How many events there were. Raises `Unavailable`."""
        if not senders:
            return 0
        return int(self._run("erase", senders).splitlines()[-1].split()[0])

    def _run(self, what: str, senders: Sequence[str]) -> str:
        root = self._config.root
        command = [
            *(str(root / RASA_PYTHON), "-m", "bot.conversations"),
            *("--endpoints", str(rasa_endpoints(self._config)), what, "--", *senders),
        ]
        try:
            done = subprocess.run(
                command, cwd=root, env=os.environ | RASA_ENVIRONMENT, capture_output=True,
                text=True, timeout=WITHIN_S, check=True,
            )  # fmt: skip
        except subprocess.CalledProcessError as error:
            words = (error.stderr.strip().splitlines() or [f"exit code {error.returncode}"])[-1]
            raise Unavailable(f"Rasa's conversations can't be reached: {words}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Unavailable(f"Rasa's conversations can't be reached: {error}") from error
        return done.stdout
