"""What retrieval's tests share: one encoder, exported once into the project's own place."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.encoder import Encoder, export_encoder, open_encoder

MODEL_DIR = Path(__file__).parents[2] / "var" / "models" / "minilm"


@pytest.fixture(scope="session")
def model_dir() -> Path:
    export_encoder(MODEL_DIR)
    return MODEL_DIR


@pytest.fixture(scope="session")
def encoder(model_dir: Path) -> Encoder:
    return open_encoder(model_dir)
