"""Will this order come back: what is known when it is placed. Owns the columns.

Nothing of the customer is in them: it is the goods that are looked at, and how often their like
came back of the orders whose end was known by then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.personal.predict.orders.basket import DECIDED, Basket
from retrieval.personal.predict.session.features import WEEKDAYS, Row
from retrieval.personal.predict.session.lessons import table_of
from retrieval.personal.predict.table import Table

FEATURES = (
    "items", "quantity", "order_total", "dearest", "versions_of_one", "order_kinds",
    "kind_returned", "product_returned", "main_kind", "order_hour", "order_weekday",
)  # fmt: skip
HELD_BACK = 5.0
"""Orders' worth of the shop's own share that a product's or category's share starts from."""
ORDERS = Path("orders")


class Returns:
    """What came back so far, by product and by category. `told` goes forward in time alone."""

    def __init__(self, baskets: Sequence[Basket]) -> None:
        known = [(one.decided, one) for one in baskets if one.decided is not None]
        self._coming = sorted(known, key=lambda pair: (pair[0], pair[1].order_id))
        self._place = 0
        self._sold: Counter[str] = Counter()
        self._back: Counter[str] = Counter()
        self._all = self._all_back = 0

    def row(self, basket: Basket) -> Row:
        """What was decided on the day itself isn't known yet."""
        self._read_until(basket.placed.date())
        lines = basket.lines
        main = max(lines, key=lambda line: line.price, default=None)
        versions = Counter(line.product_id for line in lines)
        return {
            "items": float(len(lines)),
            "quantity": float(sum(line.quantity for line in lines)),
            "order_total": basket.total,
            "dearest": main.price if main else 0.0,
            "versions_of_one": float(max(versions.values(), default=0)),
            "order_kinds": float(len({line.kind for line in lines})),
            "kind_returned": max((self._share(f"k:{line.kind}") for line in lines), default=0.0),
            "product_returned": max(
                (self._share(f"p:{line.product_id}") for line in lines), default=0.0
            ),
            "main_kind": main.kind if main else "",
            "order_hour": float(basket.placed.hour),
            "order_weekday": WEEKDAYS[basket.placed.weekday()],
        }

    def counted(self, day: date) -> Returns:
        """With all that was known before that day."""
        self._read_until(day)
        return self

    def as_json(self) -> dict[str, Any]:
        """The counts alone: no order, and nobody, is in them."""
        counts = {name: [sold, self._back[name]] for name, sold in sorted(self._sold.items())}
        return {"all": [self._all, self._all_back], "counts": counts}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Returns:
        made = cls(())
        made._all, made._all_back = map(int, told["all"])
        made._sold.update({name: int(sold) for name, (sold, _) in told["counts"].items()})
        made._back.update({name: int(back) for name, (_, back) in told["counts"].items()})
        return made

    def _read_until(self, day: date) -> None:
        while self._place < len(self._coming) and self._coming[self._place][0] < day:
            basket = self._coming[self._place][1]
            names = {f"p:{line.product_id}" for line in basket.lines}
            names |= {f"k:{line.kind}" for line in basket.lines}
            self._sold.update(names)
            self._all += 1
            if basket.came_back:
                self._back.update(names)
                self._all_back += 1
            self._place += 1

    def _share(self, name: str) -> float:
        usual = (self._all_back + 1) / (self._all + 10)
        return (self._back[name] + HELD_BACK * usual) / (self._sold[name] + HELD_BACK)


def return_lessons(baskets: Sequence[Basket], today: date) -> tuple[Table, tuple[str, ...]]:
    """Of the orders that were at their customers' long enough, whichever way they went; with whose
    each was."""
    told = sorted(baskets, key=_placed)
    returns, rows, kept = Returns(told), [], []
    for basket in told:
        row = returns.row(basket)
        if basket.delivered is not None and basket.delivered + DECIDED <= today:
            rows.append(row)
            kept.append(basket)
    truth = np.array([one.came_back for one in kept], dtype=np.bool_)
    return table_of(rows, truth, FEATURES, ORDERS), tuple(one.customer for one in kept)


def _placed(basket: Basket) -> tuple[datetime, str]:
    return basket.placed, basket.order_id
