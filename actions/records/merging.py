"""What the shop tells anew of a record, beside what the assistant has changed in it since.

Owns one rule: what the shop's file says as it said it the last time is no news, and what was done
here in between stays; what it says otherwise than the last time is so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Record = dict[str, Any]
COURSE = (
    "state", "cancelled_on", "cancel_reason", "refund", "returning", "exchanging",
    "earlier_returns", "earlier_exchanges", "expected_from", "expected_to",
)  # fmt: skip
"""What an order has come to: it is told as one, or a shipped order would still be refunded."""
GOODS = ("items", "shipping", "total", "items_changed")
PAYMENTS = ("payments",)


def merged_order(ours: Record, told: Record | None, new: Record) -> Record:
    """`told` is what the shop said the last time, None where that isn't known."""
    if told is None:
        return new
    alone = sorted({*ours, *told, *new} - {*COURSE, *GOODS, *PAYMENTS})
    both = all(_part(COURSE, one) != _part(COURSE, told) for one in (new, ours))
    groups = [COURSE, GOODS, *((name,) for name in alone)]
    found = _merged(groups, ours, told, new)
    return found | (_part(PAYMENTS, new) if both else _merged([PAYMENTS], ours, told, new))


def merged_customer(ours: Record, told: Record | None, new: Record) -> Record:
    if told is None:
        return new
    return _merged([(name,) for name in sorted({*ours, *told, *new})], ours, told, new)


def _merged(groups: Iterable[tuple[str, ...]], ours: Record, told: Record, new: Record) -> Record:
    found: Record = {}
    for names in groups:
        is_news = _part(names, new) != _part(names, told)
        found |= _part(names, new if is_news else ours)
    return found


def _part(names: tuple[str, ...], record: Record) -> Record:
    return {name: record[name] for name in names if name in record}
