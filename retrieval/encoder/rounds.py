"""Texts as the batches that a model reads: made sayable, tokenized, cut by length, padded. Owns the
tokenizer and no model, so that every backend reads the same tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from retrieval.encoder.base import TOKENIZER_FILE
from retrieval.encoder.batches import length_batches
from retrieval.fold import sayable


@dataclass(frozen=True, slots=True)
class Batch:
    """`rows` are places in the texts. `ids`, `mask` (B, T) int64; the mask is 0 on padding."""

    rows: list[int]
    ids: NDArray[np.int64]
    mask: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bounds:
    """`texts` a round bound the memory of the tokenizer's answers on a large catalogue; `tokens`
    and `rows` are a batch's."""

    tokens: int
    rows: int
    texts: int


class Rounds:
    def __init__(self, folder: Path, bounds: Bounds) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._bounds = bounds

    def of(self, texts: Sequence[str]) -> Iterator[Iterator[Batch]]:
        """Round after round, each the batches of its texts. A batch is padded when it is asked for:
        those before it needn't be kept."""
        for start in range(0, len(texts), self._bounds.texts):
            part = [sayable(text) for text in texts[start : start + self._bounds.texts]]
            yield self._batches(self._tokenizer.encode_batch_fast(part), start)

    def _batches(self, tokens: Sequence[Encoding], start: int) -> Iterator[Batch]:
        lengths = [len(encoding) for encoding in tokens]
        for rows in length_batches(lengths, self._bounds.tokens, self._bounds.rows):
            yield _padded([tokens[row] for row in rows], [start + row for row in rows])


def _padded(encodings: Sequence[Encoding], rows: list[int]) -> Batch:
    width = max(len(encoding) for encoding in encodings)
    ids = np.zeros((len(encodings), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding)] = encoding.ids
        mask[row, : len(encoding)] = 1
    return Batch(rows, ids, mask)
