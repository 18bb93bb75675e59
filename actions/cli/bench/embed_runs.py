"""The ways to encode that `bench embed` times. Owns opening them and the concurrent clients; no
stop-watch."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from actions.config import load_config
from actions.serving import DeviceOwner
from retrieval.encoder import encoder_info
from retrieval.encoder.base import MODEL_FILE, TOKENIZER_FILE
from retrieval.encoder.onnx_cpu import OnnxEncoder
from retrieval.encoder.trace import write_plain_model
from retrieval.encoder.weights import weights_of

STATIC_BATCH = 32  # sentence-transformers' own default


@dataclass(frozen=True, slots=True)
class Encoders:
    """The three that are compared, all over the configured encoder's weights."""

    BASE: ClassVar = "sentence-transformers"
    original: SentenceTransformer
    fp32: OnnxEncoder
    int8: OnnxEncoder

    @classmethod
    @contextmanager
    def opened(cls, threads: int) -> Iterator[Encoders]:
        torch.set_num_threads(threads)
        folder = load_config().path("encoder")
        info = encoder_info(folder)
        weights = weights_of(folder, info)
        with tempfile.TemporaryDirectory() as made:
            write_plain_model(weights, Path(made) / MODEL_FILE)
            shutil.copy(folder / TOKENIZER_FILE, made)
            yield cls(
                SentenceTransformer(str(weights), device="cpu", local_files_only=True),
                OnnxEncoder(Path(made), info, threads),
                OnnxEncoder(folder, info, threads),
            )

    def encoders(self) -> Mapping[str, Callable[[list[str]], Any]]:
        return {self.BASE: self._original, "ONNX fp32": self.fp32.encode, "int8": self.int8.encode}

    def cosine(self, texts: list[str]) -> dict[str, float]:
        likeness = (self._original(texts) * self.int8.encode(texts)).sum(axis=1)
        return {"cosine": float(likeness.mean()), "cosine_min": float(likeness.min())}

    def _original(self, texts: list[str]) -> Any:
        return np.asarray(
            self.original.encode(
                texts, batch_size=STATIC_BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        )


def ask_together(encoder: OnnxEncoder, asks: Sequence[str], clients: int) -> None:
    """All of `asks` through the device's queue, each client waiting for its answer before it asks
    again."""

    async def run() -> None:
        owner = DeviceOwner(encoder)
        await owner.start()
        left = iter(asks)

        async def client() -> None:
            for ask in left:
                await owner.encode([ask])

        await asyncio.gather(*(client() for _ in range(clients)))
        await owner.drain()

    asyncio.run(run())
