"""What customers buy: how often, lately, together, and again. Owns counting, of all orders alike;
whose they are is forgotten once they are counted.

Nothing is told of fewer than three customers: a count of one says what somebody bought.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, pairwise
from statistics import median

FEWEST = 3
LATELY_DAYS = 14
MOST_IN_ORDER = 30
"""Of a bigger order (a shop's own stock-taking, say) no pairs are counted."""
AGAIN_WITHIN = (7, 400)
"""Days between two purchases of the same thing that can be a habit."""


@dataclass(frozen=True, slots=True)
class Bought:
    """One order."""

    customer: str
    on: date
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """`orders` is how many were counted; `with_` product -> in how many; `pairs` product -> other
    -> in how many both; `lately` product -> how many customers since `since`; `again` product ->
    in how many days customers buy it again, the median, where three or more did."""

    orders: int = 0
    since: date | None = None
    with_: Counter[str] = field(default_factory=Counter)
    pairs: dict[str, Counter[str]] = field(default_factory=dict)
    lately: Counter[str] = field(default_factory=Counter)
    again: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, orders: Iterable[Bought], today: date) -> Demand:
        since = today - timedelta(days=LATELY_DAYS)
        with_: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        pairers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        buyers: defaultdict[str, set[str]] = defaultdict(set)
        days: defaultdict[tuple[str, str], set[date]] = defaultdict(set)
        counted = 0
        for order in orders:
            counted += 1
            held = sorted(set(order.products))
            with_.update(held)
            if len(held) <= MOST_IN_ORDER:
                for pair in combinations(held, 2):
                    pairs[pair] += 1
                    if len(pairers[pair]) < FEWEST:
                        pairers[pair].add(order.customer)
            for product_id in held:
                days[product_id, order.customer].add(order.on)
                if since <= order.on <= today:
                    buyers[product_id].add(order.customer)
        lately = Counter({one: len(those) for one, those in buyers.items() if len(those) >= FEWEST})
        often = {pair: n for pair, n in pairs.items() if len(pairers[pair]) >= FEWEST}
        return cls(counted, since, with_, _both_ways(often), lately, _habits(days))

    def together(self, product_id: str) -> Counter[str]:
        """Others -> in how many orders with it."""
        return self.pairs.get(product_id, Counter())


def _both_ways(often: dict[tuple[str, str], int]) -> dict[str, Counter[str]]:
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (one, other), count in often.items():
        pairs[one][other] = pairs[other][one] = count
    return dict(pairs)


def _habits(days: dict[tuple[str, str], set[date]]) -> dict[str, int]:
    """By product: each customer's own median first, so that one who buys weekly isn't the shop."""
    least, most = AGAIN_WITHIN
    gaps: defaultdict[str, list[float]] = defaultdict(list)
    for (product_id, _), those in days.items():
        between = [(b - a).days for a, b in pairwise(sorted(those))]
        if regular := [gap for gap in between if least <= gap <= most]:
            gaps[product_id].append(median(regular))
    return {one: round(median(told)) for one, told in gaps.items() if len(told) >= FEWEST}
