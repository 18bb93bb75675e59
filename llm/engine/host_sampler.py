"""Choosing the next tokens of a batch on the host, from logits in memory: `sampler`'s draw, to the
same random numbers, where a call costs more than its arithmetic. Owns no state."""

from __future__ import annotations

from collections.abc import Sequence as Sequences

import numpy as np
from numpy.typing import NDArray

from llm.engine.decoder import Chosen
from llm.engine.draws import CANDIDATES, COLD
from llm.engine.sequence import Sequence

Floats = NDArray[np.float32]


def choose(logits: Floats, sequences: Sequences[Sequence]) -> Chosen:
    """A token for each sequence and its -log p under the unscaled distribution. `logits` (B, V),
    a row a sequence, are used up."""
    tokens = logits.argmax(axis=1).tolist()
    logits -= logits.max(axis=1, keepdims=True)
    mass = np.exp(logits).sum(axis=1)  # of all tokens, where the likeliest's is 1
    nll = np.log(mass).tolist()
    if open_rows := _open(mass.tolist(), sequences):
        drawn = _nucleus(logits[open_rows], [sequences[row] for row in open_rows])
        for row, token in zip(open_rows, drawn.tolist(), strict=True):
            tokens[row] = token
            nll[row] -= float(logits[row, token])
    return tokens, nll


def _open(mass: Sequences[float], sequences: Sequences[Sequence]) -> list[int]:
    """The rows that may draw another token than the likeliest: its share grows as the temperature
    falls below 1, so that most are sure of it unscaled."""
    return [
        row
        for row, sequence in enumerate(sequences)
        if sequence.draws
        and (sequence.request.temperature > 1 or sequence.request.top_p * mass[row] > 1)
    ]


def _nucleus(logits: Floats, sequences: Sequences[Sequence]) -> NDArray[np.intp]:
    """As `sampler`'s. `logits` (B, V), the highest of a row being 0."""
    knobs = np.array([sequence.row()[2:] for sequence in sequences])
    temperature, top_p, top_k, uniform = knobs.T[:, :, None]
    scaled: Floats = logits / np.maximum(temperature, COLD).astype(np.float32)
    count = min(CANDIDATES, scaled.shape[1])
    best = np.argpartition(scaled, -count, axis=1)[:, -count:]
    best = np.take_along_axis(best, np.argsort(-_at(scaled, best), axis=1), axis=1)
    p = np.exp(_at(scaled, best)) / np.exp(scaled).sum(axis=1, keepdims=True)
    before = p.cumsum(axis=1) - p  # mass of the likelier tokens
    kept = np.where((before < top_p) & (np.arange(count) < top_k), p, 0)
    upto = kept.cumsum(axis=1)
    place = (upto <= uniform * upto[:, -1:]).sum(axis=1)
    # Rounding may point behind the last kept token: step back onto it.
    place = np.minimum(place, np.count_nonzero(kept, axis=1) - 1)
    return np.take_along_axis(best, place[:, None], axis=1)[:, 0]


def _at(values: Floats, places: NDArray[np.intp]) -> Floats:
    return np.take_along_axis(values, places, axis=1)
