"""What was shown against what there is and what was bought, for the merchant. Owns joining the
three; orders are counted by product alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from retrieval.personal.exposure import gini
from retrieval.personal.exposure.shares import by_brand, by_newness, by_price
from retrieval.personal.suggest import Bought
from retrieval.values import Product


def report(
    products: Sequence[Product],
    shown: dict[str, dict[str, int]],
    orders: Iterable[Bought],
    today: date,
    days: int,
) -> dict[str, Any]:
    """`shown` is surface -> product -> times, of the same `days`."""
    first = today - timedelta(days=days - 1)
    ids = {one.product_id for one in products}
    times: Counter[str] = Counter()
    for counted in shown.values():
        times.update({one: n for one, n in counted.items() if one in ids})
    bought: Counter[str] = Counter()
    for order in orders:
        if order.on >= first:
            bought.update(one for one in order.products if one in ids)
    return {
        "days": days,
        "since": first.isoformat(),
        "impressions": times.total(),
        "bought": bought.total(),
        "products": len(ids),
        "never_shown": len(ids - times.keys()),
        "surfaces": {name: sum(counted.values()) for name, counted in sorted(shown.items())},
        "brands": [one.as_json() for one in by_brand(products, times, bought)],
        "price_bands": [one.as_json() for one in by_price(products, times, bought)],
        "newness": [one.as_json() for one in by_newness(products, times, bought, today)],
        "gini": {
            "shown": _rounded(gini(times[one] for one in ids)),
            "bought": _rounded(gini(bought[one] for one in ids)),
        },
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
