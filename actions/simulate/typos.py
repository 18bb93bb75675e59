"""Slips of the finger: letters doubled, dropped, swapped, or the key beside. Owns no words.

What has a digit or a sign in it (numbers, addresses of e-mail) is typed with care.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

_WORD = re.compile(r"(?<![\w@.#-])[A-Za-z]{4,}(?![\w@.-]*[@\d])")


def mistyped(text: str, rate: float, neighbours: Sequence[str], rng: Random) -> str:
    """`rate` is the chance of a slip in a word of four letters or more."""
    if rate <= 0:
        return text
    return _WORD.sub(lambda m: _slip(m[0], neighbours, rng) if rng.random() < rate else m[0], text)


def _slip(word: str, neighbours: Sequence[str], rng: Random) -> str:
    """The first letter is always right."""
    place = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:place] + word[place] + word[place:]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    beside = [pair for pair in neighbours if word[place].lower() in pair]
    if not beside:
        return word
    pair = rng.choice(beside)
    return word[:place] + pair[1 - pair.index(word[place].lower())] + word[place + 1 :]
