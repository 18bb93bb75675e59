"""What became of the searches for one phrase on one day. Owns how they add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from actions.searchlog.masking import masked, masked_json
from retrieval.fold import folded
from retrieval.values import SearchResult

LONGEST = 200
Key = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Tally:
    """`phrase` is how searches are told apart, `query` how it was typed last, `understood` what
    that was taken to mean; nothing tells who typed it."""

    phrase: str
    language: str
    day: date
    last: datetime
    query: str
    searches: int = 0
    empty: int = 0
    relaxed: int = 0
    clicks: int = 0
    understood: dict[str, Any] | None = None

    @property
    def key(self) -> Key:
        return self.phrase, self.language, self.day

    def plus(self, later: Tally) -> Tally:
        return replace(
            self,
            last=max(self.last, later.last),
            query=later.query,
            searches=self.searches + later.searches,
            empty=self.empty + later.empty,
            relaxed=self.relaxed + later.relaxed,
            clicks=self.clicks + later.clicks,
            understood=later.understood or self.understood,
        )


def searched(result: SearchResult, now: datetime) -> Tally:
    understood = result.understood
    told = {
        key: value
        for key, value in understood.as_json().items()
        if key in ("kind", "text", "constraints", "sort", "corrections") and value
    }
    query = masked(understood.query)[:LONGEST]
    return Tally(
        phrase_of(understood.query),
        understood.language,
        now.date(),
        now,
        query,
        searches=1,
        empty=int(not result.hits),
        relaxed=int(bool(result.relaxed)),
        understood=masked_json(told),
    )


def clicked(query: str, language: str, now: datetime) -> Tally:
    text = masked(query)[:LONGEST]
    return Tally(phrase_of(query), language, now.date(), now, text, clicks=1)


def phrase_of(query: str) -> str:
    """Case, signs and spaces don't tell two searches apart."""
    return folded(masked(query))[:LONGEST]
