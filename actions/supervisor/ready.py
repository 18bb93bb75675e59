"""Whether what was started serves customers yet. Owns one question to the server's own `/ready`."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from actions.config import Config
from actions.errors import Unavailable

ANYWHERE = ("0.0.0.0", "::", "")
TIMEOUT_S = 3.0
OF_RASA = {"rasa", "rasa_model"}
NEVER_MENDS = "rasa_model"
"""Rasa loads its model before it answers at all: one that answers without has none to come."""


class Readiness:
    """Called again and again; `url` is where a browser on this machine finds the shop, `why` what
    kept it from being ready when it was asked last."""

    def __init__(self, config: Config, *, with_rasa: bool) -> None:
        host = config.server.host
        self.url = f"http://{'127.0.0.1' if host in ANYWHERE else host}:{config.server.port}"
        self.why = ""
        self._forgiven = set() if with_rasa else OF_RASA

    def __call__(self) -> bool:
        """Raises `Unavailable` where waiting leads to nothing."""
        missing = self._missing()
        if missing is None:
            self.why = "the server doesn't answer yet"
            return False
        wanted = {one: why for one, why in missing.items() if one not in self._forgiven}
        self.why = "; ".join(wanted.values())
        if NEVER_MENDS in wanted:
            raise Unavailable(wanted[NEVER_MENDS])
        return not wanted

    def _missing(self) -> dict[str, str] | None:
        """What is missing, and why; None while nothing answers, or something else does."""
        try:
            told = _answer(self.url + "/ready")
            return {one: told["why"].get(one, one) for one in told["missing"]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None


def _answer(url: str) -> Any:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code != 503:
            raise
        return json.load(error)
