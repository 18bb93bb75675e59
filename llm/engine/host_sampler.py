"""Choosing the next tokens of a batch on the host, from logits in memory: `sampler`'s draw, to the
same random numbers, where a call costs more than its arithmetic. Owns no state."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Sequences

import numpy as np
from numpy.typing import NDArray

from llm.engine.choice import Choice
from llm.engine.decoder import Chosen
from llm.engine.draws import CANDIDATES, COLD
from llm.engine.sequence import Sequence

Floats = NDArray[np.float32]
_Nucleus = tuple[tuple[int, ...], tuple[float, ...], tuple[float, ...]]


def choose(logits: Floats, sequences: Sequences[Sequence]) -> Chosen:
    """A token for each sequence, its -log p under the unscaled distribution, and what it was drawn
    from. `logits` (B, V), a row a sequence, are used up."""
    choices = _choices(logits, sequences)
    drawn = [each.draw(seq.uniform) for each, seq in zip(choices, sequences, strict=True)]
    return Chosen([token for token, _ in drawn], [nll for _, nll in drawn], choices)


def _choices(logits: Floats, sequences: Sequences[Sequence]) -> list[Choice]:
    likeliest = logits.argmax(axis=1).tolist()
    logits -= logits.max(axis=1, keepdims=True)
    mass = np.exp(logits).sum(axis=1)  # of all tokens, where the likeliest's is 1
    nll = np.log(mass).tolist()
    choices = [Choice((token,), (cost,)) for token, cost in zip(likeliest, nll, strict=True)]
    if open_rows := _open(mass.tolist(), sequences):
        nuclei = _nuclei(logits[open_rows], [sequences[row] for row in open_rows])
        for row, (tokens, below, upto) in zip(open_rows, nuclei, strict=True):
            choices[row] = Choice(tokens, tuple(nll[row] - each for each in below), upto)
    return choices


def _open(mass: Sequences[float], sequences: Sequences[Sequence]) -> list[int]:
    """The rows that may draw another token than the likeliest: its share grows as the temperature
    falls below 1, so that most are sure of it unscaled."""
    return [
        row
        for row, sequence in enumerate(sequences)
        if sequence.draws
        and (sequence.request.temperature > 1 or sequence.request.top_p * mass[row] > 1)
    ]


def _nuclei(logits: Floats, sequences: Sequences[Sequence]) -> Iterator[_Nucleus]:
    """As `sampler`'s: of each row its tokens, their logits, and the sums of their shares. `logits`
    (B, V), the highest of a row being 0."""
    knobs = np.array([sequence.row()[2:5] for sequence in sequences])
    temperature, top_p, top_k = knobs.T[:, :, None]
    scaled: Floats = logits / np.maximum(temperature, COLD).astype(np.float32)
    count = min(CANDIDATES, scaled.shape[1])
    best = np.argpartition(scaled, -count, axis=1)[:, -count:]
    best = np.take_along_axis(best, np.argsort(-_at(scaled, best), axis=1), axis=1)
    p = np.exp(_at(scaled, best)) / np.exp(scaled).sum(axis=1, keepdims=True)
    before = p.cumsum(axis=1) - p  # mass of the likelier tokens
    kept = np.where((before < top_p) & (np.arange(count) < top_k), p, 0)
    upto, below = kept.cumsum(axis=1), _at(logits, best)
    for row, held in enumerate(np.count_nonzero(kept, axis=1)):
        tokens, logs, sums = (tuple(each[row, :held].tolist()) for each in (best, below, upto))
        yield tokens, logs, sums


def _at(values: Floats, places: NDArray[np.intp]) -> Floats:
    return np.take_along_axis(values, places, axis=1)
