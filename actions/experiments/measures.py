"""What an experiment is judged by: what a visitor did within its window, out of the events journal.
Owns the list, and reading one outcome out of events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision

from actions.personal.event import Did

LOW_STARS = 2.0
Detail = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Measure:
    """`counts` gives what an event adds; a share counts each visitor once, however often.
    `more_is_better` is False for what nobody wants."""

    name: str
    kind: Did
    is_share: bool = True
    is_money: bool = False
    more_is_better: bool = True

    def adds(self, detail: Detail, minor: int) -> float:
        return WORTH.get(self.name, _one)(detail or {}, minor)


def _one(_: Mapping[str, Any], _minor: int) -> float:
    return 1.0


def _clicked(detail: Mapping[str, Any], _: int) -> float:
    """A click on a search's result tells the query; one on a suggestion has none."""
    return 0.0 if detail.get("query") else 1.0


def _unhappy(detail: Mapping[str, Any], _: int) -> float:
    return 1.0 if float(detail.get("value") or LOW_STARS + 1) <= LOW_STARS else 0.0


def _paid(detail: Mapping[str, Any], minor: int) -> float:
    """A purchase's `value` is what was paid, in major units; kept and added up in minor ones."""
    return float(round(Decimal(str(detail.get("value") or 0)) * minor))


WORTH: Mapping[str, Callable[[Mapping[str, Any], int], float]] = {
    "click": _clicked,
    "low_rating": _unhappy,
    "revenue": _paid,
}
MEASURES: Mapping[str, Measure] = {
    one.name: one
    for one in (
        Measure("purchase", Did.PURCHASE),
        Measure("cart", Did.CART),
        Measure("click", Did.CLICK),
        Measure("revenue", Did.PURCHASE, is_share=False, is_money=True),
        Measure("low_rating", Did.RATING, more_is_better=False),
    )
}


def minor_units(currency: str) -> int:
    """How many there are in a major one: 100 cents in a euro, 1 in a yen."""
    return int(10 ** get_currency_precision(currency))
