"""E-mail addresses, as written and as spoken ("anna at postbox dot example")."""

from __future__ import annotations

import re

from actions.mentions.found import Saying
from actions.mentions.words import MentionWords

_LOCAL = r"[A-Za-z0-9][A-Za-z0-9._%+-]*"
_WRITTEN = re.compile(rf"{_LOCAL}\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.?", re.ASCII)


class EmailReader:
    def __init__(self, words: MentionWords) -> None:
        self._at = words.pattern("email", "at")
        self._dot = rf"(?:\.|\s+{words.pattern('email', 'dot')}\s+)"
        joined = (
            rf"[a-z0-9]+(?:(?:{self._dot}|[_+-]|\s{words.pattern('email', 'under')}\s)[a-z0-9]+)*"
        )
        self._spoken = re.compile(
            rf"(?<![a-z0-9._+-])(?P<local>{joined})\s+{self._at}\s+"
            rf"(?P<host>[a-z0-9-]+(?:{self._dot}[a-z0-9-]+)+)",
            re.IGNORECASE,
        )
        self._under = re.compile(rf"\s{words.pattern('email', 'under')}\s", re.IGNORECASE)
        self._dots = re.compile(self._dot, re.IGNORECASE)
        self._host_dots = re.compile(
            rf"(?P<local>{_LOCAL})\s?@\s?"
            rf"(?P<host>[a-z0-9-]+(?:\s+{words.pattern('email', 'dot')}\s+[a-z0-9-]+)+)",
            re.IGNORECASE,
        )

    def read(self, saying: Saying) -> None:
        for pattern in (self._host_dots, self._spoken):
            for match in pattern.finditer(saying.free):
                local = self._plain(match["local"])
                saying.take("email", f"{local}@{self._plain(match['host'])}", *match.span())
        for match in _WRITTEN.finditer(saying.free):
            said = match[0].rstrip(".")
            value = re.sub(r"\s", "", said).lower()
            saying.take("email", value, match.start(), match.start() + len(said))

    def _plain(self, said: str) -> str:
        return re.sub(r"\s", "", self._dots.sub(".", self._under.sub("_", said))).lower()
