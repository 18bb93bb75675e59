"""The words of a language that errors are planted with: `data/languages/<code>/tampering.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from llm.errors import LanguageError


@dataclass(frozen=True, slots=True)
class PlantWords:
    insert: dict[str, list[str]]
    dropped: list[tuple[str, str]]
    kept: list[str]
    added: list[str]
    answers: dict[str, str]
    flips: list[tuple[str, str]]
    units: dict[str, str]

    @classmethod
    def load(cls, folder: Path) -> PlantWords:
        """Raises `LanguageError` where the language has none."""
        path = folder / "tampering.toml"
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise LanguageError(f"{path}: {error}") from error
        negation = data["negation"]
        return cls(
            insert=data["insert"],
            dropped=[(a, b) for a, b in negation["dropped"]],
            kept=negation["kept"],
            added=negation["added"],
            answers=data["answers"],
            flips=[(a, b) for a, b in data["compare"]["flips"]],
            units=data["units"],
        )
