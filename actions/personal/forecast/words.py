"""The columns of prediction in plain words, from a language's `predict.toml`. Owns reading it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILE = "predict.toml"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    features: dict[str, str]
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class FeatureWords:
    features: Mapping[str, str]
    values: Mapping[str, str]

    @classmethod
    def load(cls, folder: Path) -> FeatureWords:
        told = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        checked = _File.model_validate(told)
        return cls(checked.features, checked.values)

    def feature(self, name: str) -> str:
        """A column that the language has no words for keeps its name."""
        return self.features.get(name, name.replace("_", " "))
