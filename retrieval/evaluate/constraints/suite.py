"""A suite of cases as people wrote it. Owns the TOML's shape, not the judging."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import BadInput
from retrieval.evaluate.constraints.expectation import Expectation, parse
from retrieval.evaluate.constraints.words import Words

KEYS = {"query", "expects", "may", "kind", "kind_without", "traps", "satisfiable"}
WORDS = "words.toml"


@dataclass(frozen=True, slots=True)
class Case:
    """`may` is what could be meant and needn't be; `traps` what must not be understood.

    `kind` holds words any of which a right title or category has, `kind_without` those that
    make it something else. `satisfiable` says that some product meets it all."""

    query: str
    expects: tuple[Expectation, ...]
    may: tuple[Expectation, ...]
    kind: tuple[str, ...]
    kind_without: tuple[str, ...]
    traps: tuple[str, ...]
    satisfiable: bool


@dataclass(frozen=True, slots=True)
class Suite:
    name: str
    cases: tuple[Case, ...]
    words: Words


def read_suite(path: Path) -> Suite:
    """`path` and the `words.toml` beside it. Raises `BadInput` with the query at fault."""
    words = Words.load(path.with_name(WORDS))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"can't be read: {error}", source=path) from error
    cases = tuple(_case(row, path) for row in data.get("case", ()))
    if not cases:
        raise BadInput("holds no [[case]]", source=path)
    return Suite(path.stem, cases, words)


def _case(row: Mapping[str, Any], path: Path) -> Case:
    query = row.get("query")
    if not isinstance(query, str) or not query.strip():
        raise BadInput("has a case without a query", source=path)
    unknown = sorted(set(row) - KEYS)
    if unknown:
        raise BadInput(f"{query!r}: unknown key {unknown[0]}", source=path)
    try:
        return Case(
            query=query,
            expects=tuple(parse(line) for line in row.get("expects", ())),
            may=tuple(parse(line) for line in row.get("may", ())),
            kind=_words(row.get("kind", "")),
            kind_without=_words(row.get("kind_without", "")),
            traps=tuple(row.get("traps", ())),
            satisfiable=bool(row.get("satisfiable", False)),
        )
    except BadInput as error:
        raise BadInput(f"{query!r}: {error.reason}", source=path) from error


def _words(written: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in written.split("|") if word.strip())
