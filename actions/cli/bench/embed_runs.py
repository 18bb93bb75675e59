"""The ways to encode that `bench embed` times. Owns opening them and the concurrent clients; no
stop-watch."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from actions.config import load_config
from actions.serving import DeviceOwner
from retrieval.encoder import encoder_info, open_encoder
from retrieval.encoder.base import MODEL_FILE, TOKENIZER_FILE, Encoder
from retrieval.encoder.onnx_cpu import OnnxEncoder
from retrieval.encoder.trace import write_plain_model
from retrieval.encoder.weights import weights_of

STATIC_BATCH = 32  # sentence-transformers' own default


@dataclass(frozen=True, slots=True)
class Encoders:
    """Those that are compared, all over the configured encoder's weights on one device: the
    original ones, the one that the shop would use there (`served`, by its `name`) and `others`."""

    BASE: ClassVar = "sentence-transformers"
    original: SentenceTransformer
    name: str
    served: Encoder
    others: Mapping[str, Callable[[list[str]], Any]]

    @classmethod
    @contextmanager
    def opened(cls, threads: int, device: str = "cpu") -> Iterator[Encoders]:
        torch.set_num_threads(threads)
        folder = load_config().path("encoder")
        info = encoder_info(folder)
        weights = weights_of(folder, info)
        original = SentenceTransformer(str(weights), device=device, local_files_only=True)
        served = open_encoder(folder, device, threads=threads)
        if device != "cpu":
            half = SentenceTransformer(str(weights), device=device, local_files_only=True).half()
            others = {f"{cls.BASE} fp16": partial(encode_static, half)}
            yield cls(original, "fp16", served, others)
            return
        with tempfile.TemporaryDirectory() as made:
            write_plain_model(weights, Path(made) / MODEL_FILE)
            shutil.copy(folder / TOKENIZER_FILE, made)
            fp32 = OnnxEncoder(Path(made), info, threads)
            yield cls(original, "int8", served, {"ONNX fp32": fp32.encode})

    def encoders(self) -> Mapping[str, Callable[[list[str]], Any]]:
        base = partial(encode_static, self.original)
        return {self.BASE: base, **self.others, self.name: self.served.encode}

    def cosine(self, texts: list[str]) -> dict[str, float]:
        likeness = (encode_static(self.original, texts) * self.served.encode(texts)).sum(axis=1)
        return {"cosine": float(likeness.mean()), "cosine_min": float(likeness.min())}


def encode_static(model: SentenceTransformer, texts: list[str]) -> Any:
    """(B, D): sentence-transformers' own way, in batches of a fixed number of texts."""
    return np.asarray(
        model.encode(
            texts, batch_size=STATIC_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
    )


def ask_together(encoder: Encoder, asks: Sequence[str], clients: int) -> None:
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
