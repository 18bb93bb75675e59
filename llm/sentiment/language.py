"""What feelings sound like in one language: `data/languages/<code>/sentiment.toml`.

Owns reading the file; a language without one has no negations marked, and that is all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from llm.errors import LanguageError
from llm.sentiment.clauses import Joints
from llm.sentiment.said import Negation

FILE = "sentiment.toml"


def negation_of(folder: Path) -> Negation:
    """Raises `LanguageError` where the file can't be read."""
    told = read_file(folder).get("negation", {})
    return Negation(
        frozenset(told.get("words", ())), tuple(told.get("endings", ())), int(told.get("reach", 3))
    )


def read_file(folder: Path) -> dict[str, Any]:
    """Empty where there is none. Raises `LanguageError`."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LanguageError(f"{path}: {error}") from error


def joints_of(folder: Path) -> Joints:
    """Raises `LanguageError` where the file can't be read."""
    told = read_file(folder).get("clauses", {})
    return Joints(tuple(told.get("joints", ())), int(told.get("shortest", 2)))
