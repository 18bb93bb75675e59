"""Sentence vectors from the exported model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder import EncoderMissing, OnnxEncoder, read_card

FOLDER = Path("var/models/minilm")
TEXTS = ["where is my order", "a red kettle", "x " * 400, "thanks"]


def test_vectors_have_unit_norm_and_come_in_the_order_asked() -> None:
    encoder = OnnxEncoder(FOLDER)
    together = encoder.encode(TEXTS)
    assert together.shape == (4, 384)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    for text, vector in zip(TEXTS, together, strict=True):
        alone = encoder.encode([text])[0]
        assert float(alone @ vector) > 0.995  # int8 activations are scaled by batch


def test_meaning_is_nearer_than_shared_words() -> None:
    asked, same, other = OnnxEncoder(FOLDER).encode(
        ["when will my parcel get here", "delivery date of my package", "will my boots get wet"]
    )
    assert float(asked @ same) > float(asked @ other)


def test_nothing_to_encode_is_nothing() -> None:
    assert len(OnnxEncoder(FOLDER).encode([])) == 0


def test_a_missing_model_names_the_command_that_makes_it(tmp_path: Path) -> None:
    (tmp_path / "encoder.json").write_text(json.dumps({"version": "v"}))
    with pytest.raises(EncoderMissing, match=r"tokenizer\.json.*make setup"):
        read_card(tmp_path)
