"""Which of many wordings says what most of them say: minimum Bayes risk with sentence BLEU as the
gain (Kumar and Byrne, 2004). Owns the ranking; whether a wording is right is `verify`'s."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from llm.data_to_text.bleu import ORDER, ngrams

Grams = list[Counter[tuple[str, ...]]]


def expected_gain(sentences: Sequence[str], weights: Sequence[float]) -> list[float]:
    """For each sentence its mean sentence BLEU against all, as likely as `weights` say."""
    grams = [_grams(sentence) for sentence in sentences]
    total = sum(weights)
    return [
        sum(w * sentence_bleu(mine, theirs) for theirs, w in zip(grams, weights, strict=True))
        / total
        for mine in grams
    ]


def sentence_bleu(said: Grams, wanted: Grams) -> float:
    """BLEU of one sentence, one added to the counts above single words (Lin and Och, 2004)."""
    logs = 0.0
    for n in range(ORDER):
        theirs = wanted[n]
        matches = sum(min(times, theirs[gram]) for gram, times in said[n].items() if gram in theirs)
        total = sum(said[n].values())
        if n == 0 and not matches:
            return 0.0
        logs += math.log((matches + (n > 0)) / (total + (n > 0)))
    length, other = sum(said[0].values()), sum(wanted[0].values())
    return math.exp(logs / ORDER + min(0.0, 1 - other / length))


def _grams(sentence: str) -> Grams:
    words = sentence.split()
    return [ngrams(words, order) for order in range(1, ORDER + 1)]
