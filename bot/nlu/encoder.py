"""Sentence vectors in this process, from the ONNX model that set-up exports to `var/models/minilm`.

Owns reading and running that folder; the server's side owns making it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from rasa.shared.exceptions import RasaException
from tokenizers import Tokenizer

MODEL_FILE, TOKENIZER_FILE, CARD_FILE = "model.int8.onnx", "tokenizer.json", "encoder.json"
BATCH_SIZE = 32


class EncoderMissing(RasaException):
    """The exported encoder isn't where the configuration says."""

    def __init__(self, folder: Path, missing: str) -> None:
        super().__init__(
            f"The sentence encoder is missing: there is no {folder / missing}. "
            f"Run `make setup` in the project's root; it exports the model."
        )


def read_card(folder: Path) -> dict[str, Any]:
    """What the export says of itself: `version`, `max_tokens`. Raises `EncoderMissing`."""
    for name in (CARD_FILE, TOKENIZER_FILE, MODEL_FILE):
        if not (folder / name).is_file():
            raise EncoderMissing(folder, name)
    return dict(json.loads((folder / CARD_FILE).read_text()))


class OnnxEncoder:
    """MiniLM on one thread: a shop's machine has few cores, and Rasa answers one turn at a time."""

    def __init__(self, folder: Path) -> None:
        card = read_card(folder)
        self.version = str(card["version"])
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.enable_truncation(card.get("max_tokens", 256))
        self._tokenizer.enable_padding()
        options = ort.SessionOptions()
        options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(
            str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {node.name for node in self._session.get_inputs()}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """(B, 384) float32, unit norm, in the order given."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        rows: list[np.ndarray] = []
        for start in range(0, len(order), BATCH_SIZE):
            rows.extend(self._batch([texts[i] for i in order[start : start + BATCH_SIZE]]))
        vectors = np.empty((len(texts), rows[0].shape[0] if rows else 0), dtype=np.float32)
        for place, row in zip(order, rows, strict=True):
            vectors[place] = row
        return vectors

    def knows(self, word: str) -> bool:
        """Has it a token of its own? What is cut into pieces is rare, a name, or misspelt."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1

    def _batch(self, texts: list[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch(texts)
        arrays = {
            "input_ids": np.array([e.ids for e in encoded], dtype=np.int64),  # (B, T)
            "attention_mask": np.array([e.attention_mask for e in encoded], dtype=np.int64),
            "token_type_ids": np.array([e.type_ids for e in encoded], dtype=np.int64),
        }
        feed = {name: array for name, array in arrays.items() if name in self._inputs}
        output = self._session.run(None, feed)[0]
        if output.ndim == 3:  # (B, T, D): the mean over the words that are not padding
            mask = arrays["attention_mask"][:, :, None].astype(np.float32)
            output = (output * mask).sum(axis=1) / mask.sum(axis=1)
        return output / np.maximum(np.linalg.norm(output, axis=1, keepdims=True), 1e-12)
