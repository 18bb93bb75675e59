"""BLEU-4 as RNNLG counts it: several candidates of a row, each against all the row's references;
the nearest reference length; precision to 4 over the whole corpus. Owns counting; tokens are what
spaces divide."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ORDER = 4
TINY = 1e-7  # the set's own, against division by nothing
Counts = NDArray[np.float64]  # (2 * ORDER + 2,): matches and n-grams by order, length, reference's


def count(candidates: Sequence[str], references: Sequence[str]) -> Counts:
    """Of one row; the rows of a corpus add up."""
    total = np.zeros(2 * ORDER + 2)
    theirs = [reference.split() for reference in references]
    highest = [_highest(theirs, order) for order in range(1, ORDER + 1)]
    for candidate in candidates:
        said = candidate.split()
        for n in range(ORDER):
            grams = ngrams(said, n + 1)
            total[n] += sum(min(times, highest[n][gram]) for gram, times in grams.items())
            total[ORDER + n] += sum(grams.values())
        total[-2] += len(said)
        total[-1] += min((len(reference) for reference in theirs), key=lambda n: abs(n - len(said)))
    return total


def bleu(total: Counts) -> float:
    """In [0, 1], of counts added up."""
    matches, grams = total[:ORDER], total[ORDER : 2 * ORDER]
    length, wanted = total[-2:]
    if not length:
        return 0.0
    precision = float(np.log(matches / (grams + TINY) + TINY).mean())
    return min(1.0, math.exp(precision + min(0.0, 1 - wanted / length)))


def ngrams(tokens: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[n : n + order]) for n in range(len(tokens) - order + 1))


def _highest(sentences: Sequence[Sequence[str]], order: int) -> Counter[tuple[str, ...]]:
    highest: Counter[tuple[str, ...]] = Counter()
    for sentence in sentences:
        highest |= ngrams(sentence, order)
    return highest
