"""The encoder that serves: ONNX Runtime on the CPU. Needs no torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from retrieval.encoder.base import MODEL_FILE, EncoderInfo, Progress
from retrieval.encoder.rounds import Batch, Bounds, Rounds

BOUNDS = Bounds(tokens=256, rows=64, texts=4096)
"""What a batch passes from layer to layer stays in the cache of a core."""


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
        self._rounds, self._info = Rounds(folder, BOUNDS), info

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
        for batches in self._rounds.of(texts):
            for batch in batches:
                vectors[batch.rows] = self._run(batch)
                done += len(batch.rows)
                if progress is not None:
                    progress(done, len(texts))
        return vectors

    def _run(self, batch: Batch) -> NDArray[np.float32]:
        read = {"input_ids": batch.ids, "attention_mask": batch.mask}
        (vectors,) = self._session.run(None, read)
        return np.asarray(vectors, dtype=np.float32)
