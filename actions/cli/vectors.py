"""Vectors of many texts, for commands that learn from them. Owns keeping them under var/cache, so
that the second run of a command doesn't wait; no model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actions.cli.output import Advance
from retrieval.encoder import Encoder

Floats = NDArray[np.float32]


def encoded(
    texts: Sequence[str], encoder: Encoder, cache: Path | None, advance: Advance
) -> dict[str, Floats]:
    """Each text's vector (D,), in half precision. Kept in `cache`, a folder, under what the texts
    and the encoder are."""
    unique = sorted(set(texts))
    path = cache / f"{_digest(unique, encoder.version)}.npy" if cache else None
    if path is not None and path.exists():
        vectors = np.load(path)
    else:
        vectors = encoder.encode(unique, progress=advance).astype(np.float16)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, vectors)
    return dict(zip(unique, vectors.astype(np.float32), strict=True))


def _digest(texts: Sequence[str], version: str) -> str:
    digest = hashlib.sha256(version.encode())
    for text in texts:
        digest.update(text.encode("utf-8") + b"\0")
    return digest.hexdigest()[:32]
