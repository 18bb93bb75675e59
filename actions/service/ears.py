"""All that reads a customer's words at the desk, in one language. Owns the cues of `service.toml`;
entities are `actions.mentions`', choosing among known things is `actions.choosing`'s."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.choosing import ChoosingWords
from actions.errors import Unavailable
from actions.mentions import MentionReader

FILE = "service.toml"
WORD = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class Ears:
    reader: MentionReader
    words: ChoosingWords
    cues: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls, folder: Path, base: Path, order_number: str) -> Ears:
        """What `folder` leaves out is heard as in `base`. Raises `Unavailable` without either."""
        own, borrowed = _cues(folder), _cues(base)
        if not own and not borrowed:
            raise Unavailable(f"{folder / FILE} is missing: a shop's own language needs it.")
        return cls(
            MentionReader.load(folder, order_number, base=base),
            ChoosingWords.load(folder, base),
            {**borrowed, **own},
        )

    def has(self, cue: str, text: str) -> bool:
        """Whether one of the cue's phrases stands in `text`, word for word."""
        said = f" {_plain(text)} "
        return any(f" {phrase} " in said for phrase in self.cues.get(cue, ()))

    def without(self, cue: str, text: str) -> str:
        """`text`, plain, with none of the cue's phrases in it."""
        said = f" {_plain(text)} "
        for phrase in sorted(self.cues.get(cue, ()), key=len, reverse=True):
            said = said.replace(f" {phrase} ", " ")
        return said.strip()

    def parted(self, cue: str, text: str) -> tuple[str, str]:
        """The cue's phrases that `text` begins with, one after the other, and what follows them."""
        phrases = sorted(self.cues.get(cue, ()), key=len, reverse=True)
        opening = re.compile(rf"\W*(?:(?:{'|'.join(map(_spelled, phrases))})(?![\w'])\W*)*", re.I)
        begun = opening.match(text.replace("\u2019", "'")) if phrases else None
        end = begun.end() if begun else 0
        return text[:end], text[end:]

    def opens(self, cue: str, text: str) -> bool:
        """Whether `text` begins with one of the cue's phrases, word for word."""
        said = f"{_plain(text)} "
        return any(said.startswith(f"{phrase} ") for phrase in self.cues.get(cue, ()))

    def begins(self, cue: str, text: str) -> bool:
        """Whether `text` begins with one of the cue's words."""
        first = next(iter(WORD.findall(text.casefold())), "")
        return first in self.cues.get(cue, ())


def _plain(text: str) -> str:
    """Its words in small letters, one blank between them."""
    return " ".join(WORD.findall(text.casefold().replace("\u2019", "'")))


def _spelled(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\W+")


def _cues(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    if not path.exists():
        return {}
    cues: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")).get("cues", {})
    return cues
