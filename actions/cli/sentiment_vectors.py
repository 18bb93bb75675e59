"""The vectors that sentiment is learned from: encoded once, then kept. Owns opening the encoder for
it; what is encoded and how it is put together is `llm.sentiment.meaning`'s."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from actions.cli.opening import load_encoder
from actions.cli.output import progress
from actions.cli.vectors import encoded
from actions.config import load_config
from llm.sentiment.meaning import put_together, wanted
from llm.sentiment.said import Said


def vectors_of(texts: Sequence[Said], threads: int = 1) -> NDArray[np.float32]:
    """(N, 2 D). Raises `EncoderMissing`."""
    config = load_config()
    encoder = load_encoder(config, threads)
    with progress("Encoding", always=True) as advance:
        found = encoded(wanted(texts), encoder, config.root / "var" / "cache" / "vectors", advance)
    return put_together(texts, found)
