"""How shoppers ask what policies tell, and how policies put it: a language's `policy.toml`.

Owns that file's form. It holds for any shop; what this shop's policies say stands in its own files.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from retrieval.errors import BadLanguage

FILE = "policy.toml"


@dataclass(frozen=True, slots=True)
class Asked:
    """`says` are the matters that policies tell, a sentence each; `by` is how shoppers ask for
    each of them. A sentence that begins with one of `leaning`, or has a clause that ends in one of
    `pointing`, needs the one before it."""

    says: tuple[str, ...] = ()
    by: tuple[tuple[str, ...], ...] = ()
    leaning: tuple[str, ...] = ()
    pointing: tuple[str, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> Asked:
        """Nothing where the language has no such file. Raises `BadLanguage`."""
        path = folder / FILE
        if not path.exists():
            return cls()
        try:
            data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
            read = _File.model_validate(data)
        except (OSError, ValueError, ValidationError) as error:
            raise BadLanguage(f"can't be read: {error}", source=path) from error
        return cls(
            tuple(one.says for one in read.asked),
            tuple(tuple(one.by) for one in read.asked),
            tuple(one.lower() for one in read.leaning),
            tuple(one.lower() for one in read.pointing),
        )


class _Matter(BaseModel):
    model_config = ConfigDict(extra="forbid")
    says: str
    by: list[str]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    leaning: list[str] = []
    pointing: list[str] = []
    asked: list[_Matter] = []
