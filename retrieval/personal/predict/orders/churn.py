"""Has a customer left: no order within as many days as the shop's own rhythm gives. Owns that
number and the columns; a customer who is silent for longer than it already is asked about no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

from retrieval.personal.predict.orders.basket import Basket
from retrieval.personal.predict.orders.returns import ORDERS
from retrieval.personal.predict.session.features import MISSING, Row
from retrieval.personal.predict.session.lessons import table_of
from retrieval.personal.predict.table import Table

FEATURES = (
    "orders", "days_since_order", "customer_days", "days_between", "late_by",
    "order_mean", "order_last", "came_back", "bought_kinds",
)  # fmt: skip
FEWEST_GAPS = 20
LEAST_DAYS, MOST_DAYS = 30, 365
USUAL = 0.9
SNAPSHOTS = 6


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Nine of ten orders that followed another did so within `days`."""

    days: int
    gaps: int

    @property
    def span(self) -> timedelta:
        return timedelta(days=self.days)


def rhythm(baskets: Sequence[Basket]) -> Rhythm | None:
    """None where too few customers ordered twice."""
    gaps = [
        (later.placed - earlier.placed).total_seconds() / 86_400
        for mine in by_customer(baskets).values()
        for earlier, later in pairwise(mine)
    ]
    if len(gaps) < FEWEST_GAPS:
        return None
    days = int(np.clip(np.ceil(np.quantile(gaps, USUAL)), LEAST_DAYS, MOST_DAYS))
    return Rhythm(days, len(gaps))


def churn_row(mine: Sequence[Basket], moment: datetime) -> Row | None:
    """What one customer's orders tell at that moment; None where none was placed by then."""
    past = [one for one in mine if one.placed <= moment]
    if not past:
        return None
    gaps = [_days(earlier.placed, later.placed) for earlier, later in pairwise(past)]
    between = float(np.mean(gaps)) if gaps else MISSING
    since = _days(past[-1].placed, moment)
    back = [one for one in past if one.came_back_on and one.came_back_on < moment.date()]
    return {
        "orders": float(len(past)),
        "days_since_order": since,
        "customer_days": _days(past[0].placed, moment),
        "days_between": between,
        "late_by": since / max(between, 1.0) if gaps else MISSING,
        "order_mean": float(np.mean([one.total for one in past])),
        "order_last": past[-1].total,
        "came_back": float(len(back)),
        "bought_kinds": float(len({line.kind for one in past for line in one.lines})),
    }


def churn_lessons(
    baskets: Sequence[Basket], beat: Rhythm, today: datetime
) -> tuple[Table, tuple[str, ...]]:
    """At several moments in the past, each customer who had ordered of late; with whose each row
    is. True where no order followed in time."""
    rows: list[Row] = []
    truth: list[bool] = []
    whose: list[str] = []
    for step in range(SNAPSHOTS):
        moment = today - beat.span - step * beat.span / 2
        for customer, mine in by_customer(baskets).items():
            row = churn_row(mine, moment)
            if row is None or float(row["days_since_order"]) > beat.days:
                continue
            rows.append(row)
            truth.append(not any(moment < one.placed <= moment + beat.span for one in mine))
            whose.append(customer)
    return table_of(rows, np.array(truth, dtype=np.bool_), FEATURES, ORDERS), tuple(whose)


def by_customer(baskets: Sequence[Basket]) -> Mapping[str, list[Basket]]:
    """Each one's orders, oldest first."""
    found: dict[str, list[Basket]] = {}
    for basket in sorted(baskets, key=lambda one: (one.placed, one.order_id)):
        found.setdefault(basket.customer, []).append(basket)
    return found


def _days(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 86_400
