"""The encoder on a GPU: sentence-transformers over the original weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from retrieval.encoder.base import EncoderInfo, Progress
from retrieval.encoder.weights import source_folder
from retrieval.fold import sayable

BATCH_ROWS = 256
TEXTS_PER_ROUND = 8192


class TorchEncoder:
    """The same vectors as `OnnxEncoder`'s to about .999 cosine, so that an index made with one
    serves the other. `device` is torch's name for it (`cuda`, `cuda:1`, `cpu`)."""

    def __init__(self, info: EncoderInfo, device: str) -> None:
        self._model = SentenceTransformer(
            str(source_folder()), device=device, local_files_only=True
        )
        self._model.max_seq_length = info.max_tokens
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
        """(B, D) float32, unit norm."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), TEXTS_PER_ROUND):
            part = [sayable(text) for text in texts[start : start + TEXTS_PER_ROUND]]
            with torch.inference_mode():
                vectors[start : start + len(part)] = self._model.encode(
                    part, batch_size=BATCH_ROWS, normalize_embeddings=True, show_progress_bar=False
                )
            if progress is not None:
                progress(start + len(part), len(texts))
        return vectors
