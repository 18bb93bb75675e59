"""Which language a message is in, by the words that each language's folder holds.

Owns the counting. A shop has few languages and their folders hold the words that matter to it, so
counting them is enough; a message that is in none of them is taken for the shop's own language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from actions.dialogue.words import words_of

FILES = ("query.toml", "dialogue.toml")


class Tongues:
    """`trained` are the languages that Rasa has examples of; what is said in another is taken for
    a search, the one thing that its folder of words is enough for."""

    def __init__(
        self, vocabularies: Mapping[str, frozenset[str]], own: str, trained: Iterable[str]
    ) -> None:
        self._vocabularies = vocabularies
        self._own = own
        self._trained = frozenset(trained)

    @classmethod
    def load(cls, languages_dir: Path, nlu_dir: Path, own: str) -> Tongues:
        vocabularies = {
            folder.name: _vocabulary(folder)
            for folder in sorted(languages_dir.iterdir())
            if (folder / "query.toml").exists()
        }
        return cls(vocabularies, own, [path.name for path in nlu_dir.iterdir() if path.is_dir()])

    def of(self, text: str) -> str:
        """The code of the language that knows most of the words; a tie is the shop's own."""
        said = words_of(text)
        counts = {
            code: sum(word in known for word in said) for code, known in self._vocabularies.items()
        }
        best = max(counts, key=lambda code: counts[code], default=self._own)
        return best if counts.get(best, 0) > counts.get(self._own, 0) else self._own

    def trained(self, language: str) -> bool:
        return language in self._trained


def _vocabulary(folder: Path) -> frozenset[str]:
    """Every word of the folder's files, keys and values alike: a colour is a key."""
    found: set[str] = set()
    for name in FILES:
        path = folder / name
        if path.exists():
            _collect(tomllib.loads(path.read_text(encoding="utf-8")), found)
    return frozenset(found)


def _collect(value: Any, found: set[str]) -> None:
    if isinstance(value, dict):
        for key, one in value.items():
            found.update(words_of(key))
            _collect(one, found)
    elif isinstance(value, list):
        for one in value:
            _collect(one, found)
    elif isinstance(value, str):
        found.update(words_of(value))
