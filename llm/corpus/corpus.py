"""The reply corpus as a whole: each language's clauses and its customers' ways of asking.

Owns the folder's layout, `data/replies/<code>/*.toml`; the clauses' rules are `lint`'s.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from llm.corpus.agreement import AGREEMENT_FILE, Agreement
from llm.corpus.clause import Clause, read_folder
from llm.corpus.compose import Composer
from llm.errors import CorpusError
from llm.plan import Number

QUERIES_FILE = "queries.toml"


@dataclass(frozen=True, slots=True)
class LanguageCorpus:
    """One language; `clauses` are those that people wrote and their twins for several things.
    `queries` are keyed by task, or by ask where an ask has its own."""

    code: str
    clauses: tuple[Clause, ...]
    queries: Mapping[str, tuple[str, ...]]
    composer: Composer
    agreement: Agreement = field(default_factory=Agreement)

    @property
    def written(self) -> tuple[Clause, ...]:
        """Those that people wrote: each once, without its twin for several things."""
        return tuple(clause for clause in self.clauses if clause.number is not Number.MANY)

    @classmethod
    def load(cls, folder: Path, languages_dir: Path) -> LanguageCorpus:
        """Raises `CorpusError` for a folder without clauses."""
        agreement = Agreement.load(languages_dir / folder.name / AGREEMENT_FILE)
        clauses = tuple(agreement.twins(read_folder(folder)))
        if not clauses:
            raise CorpusError(f"{folder}: no clauses")
        queries = _queries(folder / QUERIES_FILE)
        return cls(folder.name, clauses, queries, Composer(clauses), agreement)


@dataclass(frozen=True, slots=True)
class Corpus:
    languages: tuple[LanguageCorpus, ...]

    @classmethod
    def load(cls, replies_dir: Path, languages_dir: Path | None = None) -> Corpus:
        """`languages_dir` stands beside `replies_dir` unless told. Raises `CorpusError` if there is
        no language folder."""
        beside = languages_dir or replies_dir.parent / "languages"
        folders = sorted(path for path in replies_dir.glob("*") if path.is_dir())
        if not folders:
            raise CorpusError(f"{replies_dir}: no language folders")
        return cls(tuple(LanguageCorpus.load(folder, beside) for folder in folders))


def _queries(path: Path) -> dict[str, tuple[str, ...]]:
    if not path.is_file():
        return {}
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path}: {error}") from error
    return {name: tuple(said) for name, said in data.get("queries", {}).items()}
