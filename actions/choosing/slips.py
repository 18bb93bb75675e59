"""Whether a word is another one mistyped. Owns how many slips a word may have; which words are
compared, and that an ordinary word is none, is the caller's."""

from __future__ import annotations

from symspellpy.editdistance import DistanceAlgorithm, EditDistance

SHORTEST, LONG = 4, 7
"""A shorter word is as near to too many others; from `LONG` letters on two slips may be in it."""
_DISTANCE = EditDistance(DistanceAlgorithm.DAMERAU_OSA)


def may_slip(key: str) -> bool:
    """Whether a slip in it can be told at all."""
    return key.isalpha() and len(key) >= SHORTEST


def slipped(key: str, known: str, most: int = 1) -> bool:
    """Whether `key` is `known` with at most so many letters wrong, left out, added or swapped."""
    distance: int = _DISTANCE.compare(key, known, most)  # -1 where there are more
    return 0 <= distance <= most


def slips_of(key: str) -> int:
    """So many may be in a word of its length."""
    return 2 if len(key) >= LONG else 1
