"""The dates an order's state implies: when it left, when it is expected, when it came back.

All dates lie around `AS_OF`; the server moves them to today when it loads the shop.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, TypeAlias

from actions.sample.people import Zone, fill_pattern
from actions.sample.products import AS_OF

Course: TypeAlias = tuple[date, dict[str, Any]]
REFUND_METHODS = ("card", "card", "card", "bank transfer", "gift card")


def draw_course(state: str, zone: Zone, joined: date, rng: Random) -> Course:
    """The day it was placed (never before the customer joined) and the keys of its state."""
    return _COURSES[state](zone, (AS_OF - joined).days, rng)


def _days(count: int) -> timedelta:
    return timedelta(days=count)


def _window(shipped: date, zone: Zone) -> dict[str, Any]:
    low, high = zone.days
    return {
        "expected_from": (shipped + _days(low)).isoformat(),
        "expected_to": (shipped + _days(high)).isoformat(),
    }


def _sent(shipped: date, zone: Zone, rng: Random) -> dict[str, Any]:
    return {
        "carrier": zone.carrier,
        "tracking": fill_pattern(zone.tracking, rng),
        "shipped_on": shipped.isoformat(),
        **_window(shipped, zone),
    }


def _waiting(oldest: int) -> Callable[[Zone, int, Random], Course]:
    def course(zone: Zone, _member_days: int, rng: Random) -> Course:
        placed = AS_OF - _days(rng.randint(0, oldest))
        return placed, _window(AS_OF + _days(1), zone)

    return course


def _shipped(zone: Zone, _member_days: int, rng: Random) -> Course:
    shipped = AS_OF - _days(rng.randint(0, zone.days[1] - 1))
    return shipped - _days(rng.randint(0, 2)), _sent(shipped, zone, rng)


def _out_for_delivery(zone: Zone, _member_days: int, rng: Random) -> Course:
    shipped = AS_OF - _days(rng.randint(*zone.days))
    return shipped - _days(rng.randint(0, 2)), _sent(shipped, zone, rng)


def _delayed(zone: Zone, _member_days: int, rng: Random) -> Course:
    shipped = AS_OF - _days(zone.days[1] + rng.randint(1, 4))
    course = _sent(shipped, zone, rng)
    expected = AS_OF + _days(rng.randint(1, 3))
    course["expected_from"] = expected.isoformat()
    course["expected_to"] = (expected + _days(2)).isoformat()
    return shipped - _days(rng.randint(0, 2)), course


def _arrived(least: int, most: int) -> Callable[[Zone, int, Random], Course]:
    """Delivered between `least` and `most` days ago, or as long ago as the customer allows."""

    def course(zone: Zone, member_days: int, rng: Random) -> Course:
        underway, handling = rng.randint(*zone.days), rng.randint(0, 2)
        latest = max(least, min(most, member_days - underway - handling))
        delivered = AS_OF - _days(rng.randint(least, latest))
        shipped = delivered - _days(underway)
        keys = _sent(shipped, zone, rng) | {"delivered_on": delivered.isoformat()}
        return shipped - _days(handling), keys

    return course


def _refunded(zone: Zone, member_days: int, rng: Random) -> Course:
    placed, keys = _arrived(12, 200)(zone, member_days, rng)
    delivered = date.fromisoformat(keys["delivered_on"])
    issued = min(AS_OF, delivered + _days(rng.randint(8, 30)))
    return placed, keys | {"refund": _refund(issued, rng)}


def _cancelled(_zone: Zone, member_days: int, rng: Random) -> Course:
    placed = AS_OF - _days(rng.randint(3, max(3, min(150, member_days))))
    cancelled = placed + _days(rng.randint(0, 1))
    refund = _refund(cancelled + _days(rng.randint(0, 2)), rng)
    return placed, {"cancelled_on": cancelled.isoformat(), "refund": refund}


def _refund(issued: date, rng: Random) -> dict[str, Any]:
    return {"issued_on": issued.isoformat(), "method": rng.choice(REFUND_METHODS)}


_COURSES: dict[str, Callable[[Zone, int, Random], Course]] = {
    "pending": _waiting(1),
    "processing": _waiting(1),
    "packed": _waiting(2),
    "shipped": _shipped,
    "out_for_delivery": _out_for_delivery,
    "delayed": _delayed,
    "delivered": _arrived(1, 320),
    "cancelled": _cancelled,
    "return_requested": _arrived(1, 28),
    "returned": _arrived(6, 30),
    "refunded": _refunded,
}
