"""The reply corpus as a whole: each language's clauses and its customers' ways of asking.

Owns the folder's layout, `data/replies/<code>/*.toml`; the clauses' rules are `lint`'s.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from llm.corpus.clause import Clause, read_folder
from llm.corpus.compose import Composer
from llm.errors import CorpusError

QUERIES_FILE = "queries.toml"


@dataclass(frozen=True, slots=True)
class LanguageCorpus:
    """One language. `queries` are keyed by task, or by ask where an ask has its own."""

    code: str
    clauses: tuple[Clause, ...]
    queries: Mapping[str, tuple[str, ...]]
    composer: Composer

    @classmethod
    def load(cls, folder: Path) -> LanguageCorpus:
        """Raises `CorpusError` for a folder without clauses."""
        clauses = tuple(read_folder(folder))
        if not clauses:
            raise CorpusError(f"{folder}: no clauses")
        return cls(folder.name, clauses, _queries(folder / QUERIES_FILE), Composer(clauses))


@dataclass(frozen=True, slots=True)
class Corpus:
    languages: tuple[LanguageCorpus, ...]

    @classmethod
    def load(cls, replies_dir: Path) -> Corpus:
        """Raises `CorpusError` if there is no language folder."""
        folders = sorted(path for path in replies_dir.glob("*") if path.is_dir())
        if not folders:
            raise CorpusError(f"{replies_dir}: no language folders")
        return cls(tuple(LanguageCorpus.load(folder) for folder in folders))


def _queries(path: Path) -> dict[str, tuple[str, ...]]:
    if not path.is_file():
        return {}
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path}: {error}") from error
    return {name: tuple(said) for name, said in data.get("queries", {}).items()}
