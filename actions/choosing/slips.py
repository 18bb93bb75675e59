"""Whether a word is another one mistyped. Owns how many slips a word may have; which words are
compared, and that an ordinary word is none, is the caller's."""

from __future__ import annotations

from itertools import groupby

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


def slipped_plainly(key: str, known: str) -> bool:
    """Whether `key` can hardly be anything but `known`, typed in haste: a letter held too long, two
    neighbours swapped, the last one not hit; and of a long word any one slip but in its first."""
    if _pressed_once(key) == _pressed_once(known) or key in _swapped(known):
        return True
    if len(known) >= LONG - 1:
        return key[:1] == known[:1] and slipped(key, known)
    return len(known) >= SHORTEST and key == known[:-1]


def _pressed_once(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def _swapped(word: str) -> set[str]:
    """Of two letters, `ko` is not `ok`."""
    places = range(len(word) - 1 if len(word) > 2 else 0)
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places}


def slips_of(key: str) -> int:
    """So many may be in a word of its length."""
    return 2 if len(key) >= LONG else 1
