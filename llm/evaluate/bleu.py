"""BLEU of a corpus (Papineni et al., 2002): clipped n-gram precision to 4, brevity penalty, no
smoothing. Owns counting; tokens are words and punctuation marks, lower case."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ORDER = 4
TOKEN = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one sentence: matches and n-grams by order, and both lengths. They add up."""

    matches: tuple[int, ...]
    totals: tuple[int, ...]
    length: int
    reference_length: int


def count(candidate: str, reference: str) -> Counts:
    said, wanted = TOKEN.findall(candidate.lower()), TOKEN.findall(reference.lower())
    matches, totals = [], []
    for order in range(1, ORDER + 1):
        ours, theirs = _grams(said, order), _grams(wanted, order)
        matches.append(sum(min(n, theirs[gram]) for gram, n in ours.items()))
        totals.append(sum(ours.values()))
    return Counts(tuple(matches), tuple(totals), len(said), len(wanted))


def bleu(sentences: Iterable[Counts]) -> float:
    """In [0, 1]; 0 where some order has no match at all."""
    rows = list(sentences)
    matches = [sum(row.matches[n] for row in rows) for n in range(ORDER)]
    totals = [sum(row.totals[n] for row in rows) for n in range(ORDER)]
    length = sum(row.length for row in rows)
    wanted = sum(row.reference_length for row in rows)
    if not length or min(matches) == 0:
        return 0.0
    precision = sum(math.log(m / t) for m, t in zip(matches, totals, strict=True)) / ORDER
    return math.exp(precision + min(0.0, 1 - wanted / length))


def _grams(tokens: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[n : n + order]) for n in range(len(tokens) - order + 1))
