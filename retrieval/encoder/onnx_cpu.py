"""The encoder that serves: ONNX Runtime on the CPU. Needs no torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from retrieval.encoder.base import MODEL_FILE, TOKENIZER_FILE, EncoderInfo, Progress
from retrieval.encoder.batches import length_batches
from retrieval.fold import sayable

BATCH_TOKENS = 256  # what a batch passes from layer to layer stays in the cache of a core
BATCH_ROWS = 64
TEXTS_PER_ROUND = 4096  # bounds the memory of the tokenizer's answers on a large catalogue


class OnnxEncoder:
    """Safe to call from several threads. `threads` is for one call: 1 for serving, all cores for
    indexing."""

    def __init__(self, folder: Path, info: EncoderInfo, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._info = info

    @property
    def version(self) -> str:
        return self._info.version

    @property
    def dim(self) -> int:
        return self._info.dim

    def encode(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """(B, D) float32, unit norm. A text past the model's length counts by its beginning."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        done = 0
        for start in range(0, len(texts), TEXTS_PER_ROUND):
            tokens = self._tokenizer.encode_batch_fast(
                [sayable(text) for text in texts[start : start + TEXTS_PER_ROUND]]
            )
            lengths = [len(encoding) for encoding in tokens]
            for rows in length_batches(lengths, BATCH_TOKENS, BATCH_ROWS):
                vectors[[start + row for row in rows]] = self._run([tokens[row] for row in rows])
                done += len(rows)
                if progress is not None:
                    progress(done, len(texts))
        return vectors

    def _run(self, encodings: Sequence[Encoding]) -> NDArray[np.float32]:
        width = max(len(encoding) for encoding in encodings)
        ids = np.zeros((len(encodings), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding)] = encoding.ids
            mask[row, : len(encoding)] = 1
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, dtype=np.float32)
