"""Whether what was started serves customers yet. Owns one question to the server's own `/ready`."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from actions.config import Config

ANYWHERE = ("0.0.0.0", "::", "")
TIMEOUT_S = 3.0


class Readiness:
    """Called again and again; `url` is where a browser on this machine finds the shop."""

    def __init__(self, config: Config, *, with_rasa: bool) -> None:
        host = config.server.host
        self.url = f"http://{'127.0.0.1' if host in ANYWHERE else host}:{config.server.port}"
        self._forgiven = set() if with_rasa else {"rasa"}

    def __call__(self) -> bool:
        missing = self._missing()
        return missing is not None and missing <= self._forgiven

    def _missing(self) -> set[str] | None:
        """None while nothing answers."""
        try:
            with urllib.request.urlopen(self.url + "/ready", timeout=TIMEOUT_S) as answer:
                return set(json.load(answer)["missing"])
        except urllib.error.HTTPError as error:
            if error.code != 503:
                return None
            return set(json.load(error)["missing"])
        except (OSError, ValueError, KeyError):
            return None
