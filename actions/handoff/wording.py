"""What the server itself says about a handoff, and how a customer asks for the assistant again.

The words are the language's: `[handoff]` in `data/languages/<code>/messages.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from actions.errors import Unavailable
from retrieval.fold import folded

MOST_WORDS = 10
"""A longer message says more than that the assistant is wanted: it goes to the colleague."""


@dataclass(frozen=True, slots=True)
class Wording:
    """`joined_named` takes a {name}. `wants` are the phrases that ask for the assistant, `unless`
    the words beside which they don't."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    joined_named: str
    handed_back: str
    closed: str
    back: str
    not_reached: str
    wants: tuple[str, ...]
    unless: tuple[str, ...]

    @classmethod
    def load(cls, folder: Path) -> Wording:
        """Of one language. Raises `Unavailable`, naming what the file lacks."""
        path = folder / "messages.toml"
        try:
            told = tomllib.loads(path.read_text(encoding="utf-8")).get("handoff", {})
            return TypeAdapter(cls).validate_python(told)
        except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
            raise Unavailable(f"{path}: [handoff] can't be used: {error}") from error

    def joined(self, name: str) -> str:
        return self.joined_named.format(name=name)

    def wants_back(self, text: str) -> bool:
        said = folded(text)
        if len(said.split()) > MOST_WORDS or _any_of(self.unless, said):
            return False
        return _any_of(self.wants, said)


def _any_of(phrases: Iterable[str], said: str) -> bool:
    return any(f" {folded(one)} " in f" {said} " for one in phrases)
