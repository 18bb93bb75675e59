"""The encoder on a GPU: torch over the weights that the export was made from. Owns no weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from retrieval.encoder.base import EncoderInfo, Progress
from retrieval.encoder.rounds import Batch, Bounds, Rounds
from retrieval.encoder.sentence import SentenceModel
from retrieval.encoder.weights import weights_of
from retrieval.errors import EncoderMissing

BOUNDS = Bounds(tokens=16_384, rows=512, texts=8192)


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
            # All batches are queued before the first is read: the device never waits for us.
            queued = [(batch.rows, self._run(batch)) for batch in batches]
            for rows, found in queued:
                vectors[rows] = found.cpu().numpy()
                done += len(rows)
            if progress is not None:
                progress(done, len(texts))
        return vectors

    def _run(self, batch: Batch) -> torch.Tensor:
        ids, mask = (torch.from_numpy(one).to(self._device) for one in (batch.ids, batch.mask))
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
