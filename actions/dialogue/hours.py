"""Is the desk staffed, and if not, when next? Owns the reading of opening hours; `now` is aware,
in the shop's own zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from babel.dates import format_date, format_time

from actions.shop import Hours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _span(hours: Hours, day: int) -> tuple[time, time] | None:
    span = getattr(hours, DAYS[day])
    if not span:
        return None
    opens, closes = span.split("-")
    return time.fromisoformat(opens), time.fromisoformat(closes)


def is_open(hours: Hours, now: datetime) -> bool:
    span = _span(hours, now.weekday())
    return span is not None and span[0] <= now.time() < span[1]


def opens_next(hours: Hours, now: datetime, words: Mapping[str, str], locale: str) -> str:
    """`tomorrow at 09:00`, `on Monday at 09:00`; empty when the shop never opens."""
    for days in range(8):
        day = now + timedelta(days=days)
        span = _span(hours, day.weekday())
        if span is None or (days == 0 and now.time() >= span[0]):
            continue
        at = format_time(span[0], "short", locale=locale)
        if days <= 1:
            return words["today" if days == 0 else "tomorrow"].format(time=at)
        name = format_date(day, "EEEE", locale=locale)
        return words["on_day"].format(day=name, time=at)
    return ""
