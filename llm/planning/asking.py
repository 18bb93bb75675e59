"""The words by which a language asks about a product. Owns no answers.

Read from `[asks]`, `[aliases]` and `[filler]` of `data/languages/<code>/templates.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_TOPIC_WORDS = 3


def tokens(text: str) -> list[str]:
    """Lower-case words, plural `s` and all: `Battery life?` -> `battery`, `life`."""
    return re.findall(r"\w+", text.lower().replace("_", " "))


def stems(words: Iterable[str]) -> set[str]:
    """Words without a plural's `s`, so that `pocket` finds `pockets`."""
    return {word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words}


@dataclass(frozen=True, slots=True)
class AskWords:
    """`kinds`: phrases by the ask they mean (`price`: `how much`); `aliases`: an attribute's name
    by other words for it (`weight`: `heavy`); `filler`: words that carry no topic."""

    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filler: frozenset[str] = frozenset()

    @classmethod
    def from_toml(cls, data: Mapping[str, Any]) -> AskWords:
        return cls(
            kinds={kind: tuple(words) for kind, words in data.get("asks", {}).items()},
            aliases={name: tuple(words) for name, words in data.get("aliases", {}).items()},
            filler=frozenset(data.get("filler", {}).get("words", ())),
        )

    def kind(self, question: str) -> str | None:
        """`price`, `stock`, `rating`, `brand`, `options` or `details`, if a phrase says so."""
        return next((k for k, words in self.kinds.items() if _says(question, words)), None)

    def meant(self, question: str) -> list[str]:
        """Attribute names that the question's words stand for."""
        return [name for name, words in self.aliases.items() if _says(question, words)]

    def topic(self, question: str, known: Iterable[str] = ()) -> str:
        """The few words that say what is asked about, empty if they can't be told; `known` are
        words already answered, such as the product's name."""
        skip = self.filler | {word.lower() for word in known}
        words = [word for word in tokens(question) if word not in skip and not word.isdigit()]
        return " ".join(words) if self.filler and 0 < len(words) <= MAX_TOPIC_WORDS else ""


def _says(question: str, phrases: tuple[str, ...]) -> bool:
    said = f" {' '.join(tokens(question))} "
    return any(f" {' '.join(tokens(phrase))} " in said for phrase in phrases)
