"""Where a message may be cut into clauses. Owns no words, they are given; knows no intent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

MOST_CUTS = 3  # of a message; what has more is a story
SHORTEST = 4  # characters of a piece
BLANK = r"[\s,，、]*"  # a comma alone joins a reason to a wish more often than two wishes
Place = tuple[int, int]


class Joints:
    """Signs cut where a space follows ("R&D", "1,200" and "a@b.ie" are whole), words where no
    letter touches them."""

    def __init__(self, joints: Sequence[str]) -> None:
        self.joints = list(joints)
        words = [joint for joint in joints if joint[0].isalnum()]
        signs = [joint for joint in joints if not joint[0].isalnum()]
        one = rf"(?:(?<!\w)(?:{_any(words)})(?!\w)|(?:{_any(signs)})+(?=\s|$)|\n)"
        self._cut = re.compile(rf"{BLANK}{one}(?:{BLANK}{one})*{BLANK}", re.IGNORECASE)

    def pieces(self, text: str) -> list[Place]:
        """Begin and end of what stands between joints; one piece where nothing can be cut, and at
        most one more than `MOST_CUTS`."""
        found, start = [], 0
        for cut in self._cut.finditer(text) if self.joints else ():
            if not text[start : cut.start()].strip():
                start = cut.end()
            long_enough = min(cut.start() - start, len(text) - cut.end()) >= SHORTEST
            if _abbreviates(text, cut):
                continue
            if long_enough and len(found) < MOST_CUTS:
                found.append((start, cut.start()))
                start = cut.end()
        return [*found, (start, len(text.rstrip()))]


def _abbreviates(text: str, cut: re.Match[str]) -> bool:
    """`order no. 10234`: a short word with a full stop, and its number."""
    short = re.search(r"(?<!\w)[^\W\d_]{1,3}$", text[: cut.start()])
    return bool(short) and cut[0].strip() == "." and text[cut.end() : cut.end() + 1].isdigit()


def _any(joints: Sequence[str]) -> str:
    """Longest first; never nothing, which would match everywhere."""
    ordered = sorted(joints, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, joint.split())) for joint in ordered) or r"(?!)"


def divisions(count: int) -> list[list[Place]]:
    """Every way to put `count` pieces into two or more runs, as (first, past the last)."""
    found = []
    for cuts in range(1, count):
        for inner in combinations(range(1, count), cuts):
            edges = [0, *inner, count]
            found.append(list(pairwise(edges)))
    return found
