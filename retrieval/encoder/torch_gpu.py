"""The encoder on a GPU: torch over the weights that the export was made from. Owns no weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from retrieval.encoder.base import TOKENIZER_FILE, EncoderInfo, Progress
from retrieval.encoder.batches import length_batches
from retrieval.encoder.sentence import SentenceModel
from retrieval.encoder.weights import weights_of
from retrieval.errors import EncoderMissing
from retrieval.fold import sayable

BATCH_TOKENS = 16_384
BATCH_ROWS = 512
TEXTS_PER_ROUND = 8192


class TorchEncoder:
    """The same vectors as `OnnxEncoder`'s to about .997 cosine, so that an index made with one
    serves the other. `device` is torch's name for it (`cuda`, `cuda:1`; `cpu` runs the same code).
    Raises `EncoderMissing` where the weights in reach are not those of `info`, or where there is no
    such device."""

    def __init__(self, folder: Path, info: EncoderInfo, device: str) -> None:
        self._device = _present(device)
        self._half = self._device.type == "cuda"
        model = SentenceModel.load(weights_of(folder, info), attention="sdpa")
        self._model = model.to(self._device)
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
        for start in range(0, len(texts), TEXTS_PER_ROUND):
            part = [sayable(text) for text in texts[start : start + TEXTS_PER_ROUND]]
            tokens = self._tokenizer.encode_batch_fast(part)
            batches = list(length_batches([len(t) for t in tokens], BATCH_TOKENS, BATCH_ROWS))
            # All batches are queued before the first is read: the device never waits for us.
            found = [self._run([tokens[row] for row in rows]) for rows in batches]
            for rows, batch in zip(batches, found, strict=True):
                vectors[[start + row for row in rows]] = batch.cpu().numpy()
            if progress is not None:
                progress(start + len(part), len(texts))
        return vectors

    def _run(self, encodings: Sequence[Encoding]) -> torch.Tensor:
        width = max(len(encoding) for encoding in encodings)
        ids = torch.zeros((len(encodings), width), dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding)] = torch.tensor(encoding.ids)
            mask[row, : len(encoding)] = 1
        ids, mask = ids.to(self._device), mask.to(self._device)
        with (
            torch.inference_mode(),
            torch.autocast(self._device.type, torch.float16, enabled=self._half),
        ):
            found: torch.Tensor = self._model(ids, mask)  # (B, D)
        return found.float()


def _present(name: str) -> torch.device:
    """torch's own words for a missing GPU differ by build and tell a merchant nothing."""
    try:
        return torch.empty(0, device=name).device
    except (AssertionError, RuntimeError) as error:
        raise EncoderMissing(
            f"torch finds no device {name!r} here: `storeclerk doctor` says what it was built for"
        ) from error
