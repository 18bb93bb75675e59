"""A text cut into clauses, each of which may feel otherwise about something else. Owns the cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*[\"'”’)]*")
_MARK = re.compile(r"[,;:—–…]|\s-\s|\.\.\.")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Clause:
    """[start, stop) of the text; `sentence` counts the sentences."""

    text: str
    start: int
    stop: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Joints:
    """Words before which a clause starts; one of fewer words than `shortest` isn't cut off."""

    words: tuple[str, ...] = ()
    shortest: int = 3

    def cuts(self, text: str) -> list[int]:
        """Where a clause may start, ascending."""
        found = {match.end() for match in _MARK.finditer(text)}
        if self.words:
            longest = sorted(self.words, key=len, reverse=True)
            joint = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
            found |= {match.start() for match in joint.finditer(text)}
        return sorted(found)


def clauses(text: str, joints: Joints) -> list[Clause]:
    """In order; together they hold every word of the text."""
    found: list[Clause] = []
    for number, sentence in enumerate(_SENTENCE.finditer(text)):
        begin, end = sentence.span()
        edges = _long_enough([begin, *(begin + c for c in joints.cuts(sentence.group())), end],
                             text, joints.shortest)  # fmt: skip
        for start, stop in pairwise(edges):
            if _WORD.search(text, start, stop):
                found.append(_clause(text, start, stop, number))
    return found


def sentence_at(text: str, place: int) -> str:
    """The whole sentence that stands there."""
    spans = (one.span() for one in _SENTENCE.finditer(text))
    return next((text[a:b].strip() for a, b in spans if a <= place < b), text.strip())


def _long_enough(edges: Sequence[int], text: str, shortest: int) -> list[int]:
    """Short pieces stay with what comes before them, the first with what comes after."""
    kept = [edges[0]]
    for edge, following in pairwise(edges[1:]):
        before = len(_WORD.findall(text, kept[-1], edge))
        after = len(_WORD.findall(text, edge, following))
        if before >= shortest and after >= shortest:
            kept.append(edge)
    return [*kept, edges[-1]]


def _clause(text: str, start: int, stop: int, sentence: int) -> Clause:
    piece = text[start:stop]
    start += len(piece) - len(piece.lstrip())
    return Clause(piece.strip(), start, start + len(piece.strip()), sentence)
