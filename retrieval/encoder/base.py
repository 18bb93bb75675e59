"""What an encoder is. Owns the protocol and the facts kept beside a model; loads nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

MODEL_FILE = "model.int8.onnx"
TOKENIZER_FILE = "tokenizer.json"

Progress = Callable[[int, int], None]
"""Called with how many texts are done, and of how many."""


class Encoder(Protocol):
    """Sentences to vectors. `version` changes whenever the same text would encode otherwise."""

    @property
    def version(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """(B, D) float32, unit norm, in the order of `texts`; (0, D) for none."""
        ...


@dataclass(frozen=True, slots=True)
class EncoderInfo:
    """What `encoder.json` holds. `weights` is a hash of the source weights' file."""

    name: str
    weights: str
    recipe: int
    dim: int
    max_tokens: int

    @property
    def version(self) -> str:
        return f"{self.name}-{self.weights}-r{self.recipe}"

    def save(self, folder: Path) -> None:
        text = json.dumps(asdict(self) | {"version": self.version}, indent=2)
        (folder / "encoder.json").write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> EncoderInfo:
        """Raises `OSError`, `KeyError` or `ValueError` where there is no such file or it is odd."""
        data = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        return cls(
            name=str(data["name"]),
            weights=str(data["weights"]),
            recipe=int(data["recipe"]),
            dim=int(data["dim"]),
            max_tokens=int(data["max_tokens"]),
        )
