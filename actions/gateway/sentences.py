"""The server's own fixed sentences, from `data/languages/<code>/messages.toml`.

Owns what is said when no action can speak; the dialogue's words are `actions.dialogue.phrases`'."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from actions.errors import Unavailable

NEEDED = frozenset(("unreachable", "slow", "silent", "failed", "action_failed", "unknown_action"))


@dataclass(frozen=True, slots=True)
class Sentences:
    """`said` answers a customer in the conversation; `errors`, by code, stands beside a message
    that was refused."""

    said: Mapping[str, str]
    errors: Mapping[str, str]

    @classmethod
    def load(cls, folder: Path) -> Sentences:
        """Of one language. Raises `Unavailable` when the file or a sentence is missing."""
        path = folder / "messages.toml"
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise Unavailable(f"{path} can't be read ({error}): each language needs one") from error
        missing = sorted(NEEDED - data.get("say", {}).keys())
        if missing:
            raise Unavailable(f"{path} lacks say.{missing[0]}")
        return cls(data["say"], data.get("errors", {}))
