from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from retrieval.encoder import Encoder, EncoderInfo, EncoderMissing, open_encoder
from retrieval.encoder.torch_gpu import TorchEncoder
from retrieval.encoder.weights import source_folder

TEXTS = [
    "wireless mouse under 30",
    "a waterproof jacket, not black",
    "Where is my order 10234?",
    "",
    "   ",
    "Ünïcödé, 跑步鞋 and 🧥",
    "Enamel camping mug, 350 ml, dishwasher safe; weighs 120 g and stacks with its siblings.",
    "HP",
    "sku: AX-2201/B <b>bold</b> & 'quoted'",
    "trail running shoe for wide feet " * 60,
]
SAID = [bool(text.strip()) for text in TEXTS]


@pytest.fixture(scope="module")
def original() -> np.ndarray:
    model = SentenceTransformer(str(source_folder()), device="cpu", local_files_only=True)
    model.max_seq_length = 256
    return np.asarray(model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False))


def test_vectors_are_near_those_of_the_original_model(
    encoder: Encoder, original: np.ndarray
) -> None:
    cosine = (encoder.encode(TEXTS) * original).sum(axis=1)
    assert cosine[SAID].min() >= 0.995
    assert cosine[SAID].mean() >= 0.996
    assert cosine.min() >= 0.98


def test_a_text_has_the_same_vector_alone_as_in_a_batch(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=2e-3)


def test_vectors_have_unit_norm_and_the_declared_width(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_a_very_long_text_counts_by_its_beginning(encoder: Encoder) -> None:
    beginning = "stainless steel water bottle " * 100
    vectors = encoder.encode([beginning, beginning + "garden hose " * 50_000])
    np.testing.assert_allclose(vectors[0], vectors[1], atol=2e-3)


def test_progress_counts_up_to_every_text(encoder: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode(TEXTS * 20, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(TEXTS) * 20, len(TEXTS) * 20)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_torch_encodes_alike_and_as_the_original(
    model_dir: Path, encoder: Encoder, original: np.ndarray
) -> None:
    torch_encoder = open_encoder(model_dir, "cpu:0")
    assert isinstance(torch_encoder, TorchEncoder)
    assert torch_encoder.version == encoder.version
    vectors = torch_encoder.encode(TEXTS)
    assert (vectors * original).sum(axis=1).min() >= 0.9999
    assert (vectors * encoder.encode(TEXTS)).sum(axis=1)[SAID].min() >= 0.995


def test_torch_refuses_weights_that_are_not_its_own(model_dir: Path) -> None:
    info = EncoderInfo("all-MiniLM-L6-v2", "another", 2, 384, 256)
    with pytest.raises(EncoderMissing, match="another"):
        TorchEncoder(model_dir, info, "cpu")


def test_a_device_that_is_not_there_is_said(model_dir: Path) -> None:
    with pytest.raises(EncoderMissing, match="no device 'xpu:7' here"):
        open_encoder(model_dir, "xpu:7")
