"""A language's words that a clause may not say, and how it should read. Owns their shape; they come
from `data/languages/<code>/corpus.toml` and, for words that state facts, from `checker.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from llm.errors import LanguageError
from llm.evaluate.words import any_of


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Words that no clause says, and why."""

    kind: str
    why: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class LintWords:
    """`facts` holds, by kind, words that state one; `licences` the words that a slot of the same
    clause proves; `harmless` turns in which such a word is none."""

    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    licences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    harmless: tuple[str, ...] = ()
    unwanted: tuple[Unwanted, ...] = ()
    function_words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    also_spelt: frozenset[str] = frozenset()
    dictionary: str = ""
    least_ease: float | None = None
    most_words: int | None = None

    @classmethod
    def load(cls, languages_dir: Path, code: str) -> LintWords:
        """Only the rules that need no words where the language has no `corpus.toml`. Raises
        `LanguageError` for a file that can't be read."""
        folder = languages_dir / code
        if not (folder / "corpus.toml").is_file():
            return cls()
        return cls.from_toml(_toml(folder / "corpus.toml"), _toml(folder / "checker.toml"))

    @classmethod
    def from_toml(cls, data: Mapping[str, Any], checker: Mapping[str, Any]) -> LintWords:
        reading, spelling = data.get("reading", {}), data.get("spelling", {})
        harmless = checker.get("harmless", {}).get("phrases", ())
        return cls(
            facts={
                kind: tuple(words) for kind, words in [*_stated(checker), *data["facts"].items()]
            },
            licences={slot: tuple(words) for slot, words in data.get("licences", {}).items()},
            harmless=(*harmless, *data.get("harmless", ())),
            unwanted=tuple(
                Unwanted(block["kind"], block["why"], tuple(block["words"]))
                for block in data.get("unwanted", ())
            ),
            function_words=frozenset(data.get("function_words", ())),
            endings=tuple(spelling.get("endings", ())),
            also_spelt=frozenset(spelling.get("also", ())),
            dictionary=spelling.get("dictionary", ""),
            least_ease=reading.get("least_ease"),
            most_words=reading.get("most_words"),
        )

    @cached_property
    def fact_pattern(self) -> str:
        return any_of(word for words in self.facts.values() for word in words)

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {word.lower(): kind for kind, words in self.facts.items() for word in words}

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that is spelt right; empty where the language names no dictionary."""
        if not self.dictionary:
            return frozenset()
        package, _, name = self.dictionary.partition("/")
        lines = files(package).joinpath(name).read_text(encoding="utf-8-sig").splitlines()
        return frozenset(line.split(" ", 1)[0] for line in lines) | self.also_spelt


def _stated(checker: Mapping[str, Any]) -> Iterable[tuple[str, Iterable[str]]]:
    """What the reply checker takes for a fact, wherever it stands."""
    yield from checker.get("fact_words", {}).items()
    stock = checker.get("stock", {})
    yield "stock", [*stock.get("in", ()), *stock.get("out", ())]
    yield "numbers", list(checker.get("number_words", {}))
    yield "months", [month for month in checker.get("months", {}) if month != "may"]
    yield "weekdays", list(checker.get("weekdays", {}))


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LanguageError(f"{path}: {error}") from error
