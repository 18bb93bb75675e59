"""A merchant's rules as they apply on a day. Owns their shape; `read` makes them of a file, the
search obeys them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retrieval.values import Constraint


@dataclass(frozen=True, slots=True)
class Season:
    """From one day to another, both included; None is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def meets(self, other: Season) -> bool:
        """Whether some day lies in both."""
        begin = max(self.first or date.min, other.first or date.min)
        return begin <= min(self.last or date.max, other.last or date.max)


ALWAYS = Season()


@dataclass(frozen=True, slots=True)
class Pin:
    """These products come first for this query, in this order, where they meet what else is asked.
    `language` is that of the query; empty for any."""

    query: str
    products: tuple[str, ...]
    season: Season = ALWAYS
    language: str = ""


@dataclass(frozen=True, slots=True)
class Boost:
    """What meets all of `match` scores `by` more; less than 0 buries it."""

    match: tuple[Constraint, ...]
    by: float
    season: Season = ALWAYS


@dataclass(frozen=True, slots=True)
class Synonym:
    """Who says a phrase of `said` means one of `meant`, too."""

    said: tuple[str, ...]
    meant: tuple[str, ...]
    language: str = ""
    season: Season = ALWAYS


@dataclass(frozen=True, slots=True)
class Rules:
    pins: tuple[Pin, ...] = ()
    boosts: tuple[Boost, ...] = ()
    synonyms: tuple[Synonym, ...] = ()

    def on(self, day: date) -> Rules:
        """Those in season."""
        return Rules(
            tuple(pin for pin in self.pins if pin.season.holds(day)),
            tuple(boost for boost in self.boosts if boost.season.holds(day)),
            tuple(synonym for synonym in self.synonyms if synonym.season.holds(day)),
        )

    def __bool__(self) -> bool:
        return bool(self.pins or self.boosts or self.synonyms)
