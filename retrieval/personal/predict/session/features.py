"""What is known of a visit after each thing done in it, in columns with names. Owns the columns.

`Unfolding` is told one act after the other and never sees a later one: a row holds what could be
known at that moment, whether it is read while the visitor is there or long afterwards.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from retrieval.personal.deed import Did
from retrieval.personal.predict.session.act import Act
from retrieval.personal.predict.session.visit import Before

Cell = float | str
Row = dict[str, Cell]

MISSING = float("nan")
NONE = "none"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTED = {
    Did.VIEW: "views",
    Did.SEARCH: "searches",
    Did.CLICK: "clicks",
    Did.CART: "carts",
    Did.RATING: "ratings",
}


class Unfolding:
    """Of one visit; `row` may be asked for at any moment after the first act."""

    def __init__(self, before: Before = Before()) -> None:  # noqa: B008 - frozen
        self._before = before
        self._acts: list[Act] = []
        self._did: Counter[Did] = Counter()
        self._looks: Counter[str] = Counter()
        self._carted: set[str] = set()
        self._kinds: Counter[str] = Counter()
        self._prices: list[float] = []
        self._offers = 0
        self._cart_place = 0

    def add(self, act: Act) -> None:
        """Raises `ValueError` for one that lies before the last, and for a purchase: that is what
        is to be foreseen."""
        if act.did is Did.PURCHASE or (self._acts and act.when < self._acts[-1].when):
            raise ValueError("acts come in the order of their times, and no purchase among them")
        self._acts.append(act)
        self._did[act.did] += 1
        if act.did is Did.CART:
            self._carted.add(act.product_id)
            self._cart_place = len(self._acts)
        if act.did in (Did.VIEW, Did.CLICK) and act.product_id:
            self._look(act)

    def _look(self, act: Act) -> None:
        if act.did is Did.VIEW:
            self._looks[act.product_id] += 1
        if act.kind:
            self._kinds[act.kind] += 1
        if act.price is not None and act.price > 0:
            self._prices.append(act.price)
        self._offers += act.on_offer

    def row(self) -> Row:
        return self._counts() | self._goods() | self._times() | self._visitor()

    def _counts(self) -> Row:
        acts, done = self._acts, len(self._acts)
        counts: Row = {name: float(self._did[did]) for did, name in COUNTED.items()}
        return counts | {
            "acts": float(done),
            "last": acts[-1].did.value if acts else NONE,
            "before_last": acts[-2].did.value if done > 1 else NONE,
            "since_cart": float(done - self._cart_place) if self._cart_place else MISSING,
        }

    def _goods(self) -> Row:
        looked = self._looks.total()
        kinds = self._kinds.total()
        mean = math.fsum(self._prices) / len(self._prices) if self._prices else MISSING
        last = self._prices[-1] if self._prices else MISSING
        return {
            "products": float(len(self._looks)),
            "looked_again": float(looked - len(self._looks)),
            "most_looks": float(max(self._looks.values(), default=0)),
            "known_before": float(len(self._before.seen & set(self._looks))),
            "in_cart": float(len(self._carted)),
            "kinds": float(len(self._kinds)),
            "same_kind": max(self._kinds.values()) / kinds if kinds else MISSING,
            "price_level": mean,
            "price_last": last,
            "price_against": last / mean if self._prices else MISSING,
            "on_offer": self._offers / kinds if kinds else MISSING,
        }

    def _times(self) -> Row:
        if not self._acts:
            nothing = dict.fromkeys(("seconds", "pause", "longest_pause", "hour"), MISSING)
            return {**nothing, "weekday": NONE}
        times = [act.when for act in self._acts]
        pauses = [_seconds(a, b) for a, b in pairwise(times)]
        return {
            "seconds": _seconds(times[0], times[-1]),
            "pause": pauses[-1] if pauses else MISSING,
            "longest_pause": max(pauses, default=MISSING),
            "hour": float(times[-1].hour),
            "weekday": WEEKDAYS[times[-1].weekday()],
        }

    def _visitor(self) -> Row:
        before = self._before
        ago = MISSING
        if before.last is not None and self._acts:
            ago = _seconds(before.last, self._acts[0].when) / 86_400
        return {
            "visits_before": float(before.visits),
            "purchases_before": float(before.purchases),
            "days_since": ago,
        }


def row_of(acts: Iterable[Act], before: Before = Before()) -> Row:  # noqa: B008 - frozen
    """The row after the last of `acts`, which are oldest first."""
    unfolding = Unfolding(before)
    for act in acts:
        unfolding.add(act)
    return unfolding.row()


FEATURES: tuple[str, ...] = tuple(Unfolding().row())


def _seconds(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds()
