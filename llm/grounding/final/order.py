"""The gibberish gate for final texts: words in an order that nobody would say. Owns no fact; it
sees the joints of a sentence only, so a fluent untruth is the other checks' business."""

from __future__ import annotations

import re
from itertools import pairwise

from llm.grounding.final.sentence import Sentence
from llm.grounding.final.tongue import Tongue

_TOKEN = re.compile(r"\{\w+\}|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")
_ENDS = ".?!:"


def order_fault(sentence: Sentence, tongue: Tongue) -> str | None:
    tokens = _TOKEN.findall(sentence.bare)
    if tokens and tokens[-1] not in _ENDS:
        tokens.append(".")
    for left, right in pairwise(tokens):
        if tongue.never_follow.get(left, frozenset()) & tongue.order.get(right, frozenset()):
            return f"“{left} {right}” is no order of words"
    return None
