"""Whether a text reads as one thought, or as sentences put in a row: what opens twice alike, says
the same few words again, or has a turn of phrase that nobody would use.

Taste, and no truth: a rough text is offered where nothing smoother was found. Owns no words: those
that sound rough are `rough` of a language's `copy.toml`."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from llm.reply import Reply

FILE = "copy.toml"
SENTENCE = re.compile(r"(?<=[.!?])\s+")
WORD = re.compile(r"[\w']+")
OPENING, RUN = 2, 3
"""Words by which two sentences open alike; words in a row that stand twice."""


@dataclass(frozen=True, slots=True)
class Smooth:
    languages_dir: Path

    def reads(self, text: str, language: str) -> bool:
        plain = text.casefold()
        if any(f" {phrase}" in f" {plain}" for phrase in _rough(self.languages_dir, language)):
            return False
        openings = [tuple(WORD.findall(one)[:OPENING]) for one in SENTENCE.split(plain)]
        words = WORD.findall(plain)
        runs = [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
        return not (_twice(openings) or _twice(runs))


@dataclass(slots=True)
class Drawn:
    """The different texts found so far, smooth ones first. `wanted` smooth ones are enough."""

    wanted: int
    smooth: dict[str, Reply] = field(default_factory=dict)
    rough: dict[str, Reply] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        return self.wanted - len(self.smooth)

    def knows(self, text: str) -> bool:
        return text in self.smooth or text in self.rough

    def add(self, reply: Reply, *, smooth: bool) -> None:
        (self.smooth if smooth else self.rough)[reply.text] = reply

    def best(self) -> list[Reply]:
        return [*self.smooth.values(), *self.rough.values()][: self.wanted]


def _twice(said: list[tuple[str, ...]]) -> bool:
    counted = Counter(one for one in said if one)
    return any(count > 1 for count in counted.values())


@cache
def _rough(languages_dir: Path, code: str) -> tuple[str, ...]:
    """None where the language has no list."""
    path = languages_dir / code / FILE
    if not (code.isidentifier() and path.is_file()):
        return ()
    told = tomllib.loads(path.read_text(encoding="utf-8")).get("rough", {})
    return tuple(phrase.casefold() for phrase in told.get("phrases", ()))
