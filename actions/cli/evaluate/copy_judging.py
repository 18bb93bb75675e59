"""Pieces of copy held against their records by the independent checker. Owns what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.copydesk.checked import checked_row
from actions.copydesk.claims import Claims
from actions.copydesk.piece import Piece
from llm.evaluate import Checker
from llm.evaluate.problem import Problem

LIMIT, HYPE = "limit", "hype"


@dataclass(slots=True)
class Tally:
    """Figures over some pieces; the shares are of pieces, the faults of texts."""

    pieces: int = 0
    texts: int = 0
    unverified: int = 0
    over_limit: int = 0
    forbidden: int = 0
    owing: int = 0
    templates: int = 0
    wordings: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)

    def as_json(self) -> dict[str, Any]:
        pieces, texts = max(self.pieces, 1), max(self.texts, 1)
        return {
            "pieces": self.pieces,
            "texts": self.texts,
            "unverified": self.unverified,
            "over_limit": self.over_limit,
            "forbidden": self.forbidden,
            "owing": self.owing,
            "distinct": len(self.wordings) / pieces,
            "distinct_texts": len(self.said) / pieces,
            "template_share": self.templates / texts,
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """One text of a piece: `claims` are forbidden by either list."""

    piece: Piece
    part: str
    facts: tuple[Problem, ...]
    too_long: bool
    claims: tuple[str, ...]
    missing: str
    wording: str


class Judge:
    def __init__(self, checker: Checker, claims: Claims, today: date) -> None:
        self._checker, self._claims, self._today = checker, claims, today

    def texts(self, piece: Piece) -> list[Judged]:
        return [self._judged(piece, part) for part in piece.parts]

    def _judged(self, piece: Piece, part: str) -> Judged:
        wish, reply = piece.wish, piece.parts[part]
        text = reply.text
        row = checked_row(wish, part, text, reply.evidence, reply.source)
        verdict = self._checker.check(row)
        listed = self._claims.found(text, wish.language, wish.about(self._today))
        hype = [problem.said for problem in verdict.problems if problem.kind == HYPE]
        return Judged(
            piece,
            part,
            tuple(one for one in verdict.problems if one.kind not in (LIMIT, HYPE)),
            any(one.kind == LIMIT for one in verdict.problems),
            (*hype, *(claim.words for claim in listed)),
            verdict.missing,
            verdict.wording,
        )


def count(tally: Tally, piece: Piece, judged: Iterable[Judged]) -> None:
    judged = list(judged)
    tally.pieces += 1
    tally.texts += len(judged)
    tally.unverified += sum(bool(one.facts) for one in judged)
    tally.over_limit += sum(one.too_long for one in judged)
    tally.forbidden += sum(bool(one.claims) for one in judged)
    tally.owing += sum(bool(one.missing) for one in judged)
    sources = Counter(reply.source for reply in piece.parts.values())
    tally.templates += sources["template"]
    kind = piece.wish.kind.value
    tally.wordings.add("\n".join([kind, *(one.wording for one in judged)]))
    tally.said.add("\n".join([kind, *(reply.text for reply in piece.parts.values())]))
