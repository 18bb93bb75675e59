"""Until when something may be done: days, months and seasons counted from a date."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from actions.policies.rules import Return, Season

_PERIOD = re.compile(r"(\d+)\s*-?\s*(year|month)", re.IGNORECASE)


def return_until(rules: Return, placed: date, delivered: date) -> tuple[date, str]:
    """The last day for a return, and the key of the rule that gives it."""
    last, key = delivered + timedelta(days=rules.window_days or 0), "return.window_days"
    for place, season in enumerate(rules.seasons):
        until = season_until(season, placed)
        if until and until > last:
            last, key = until, f"return.seasons.{place}.until"
    return last, key


def season_until(season: Season, placed: date) -> date | None:
    """None for an order placed at another time. A season may run over the turn of the year."""
    for year in (placed.year - 1, placed.year):
        first = _day(year, season.placed_from)
        last = _after(first, season.placed_to)
        if first <= placed <= last:
            return _after(last, season.until)
    return None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one: 31 January and a month is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_said(text: str) -> int:
    """`5 years` -> 60, `18 months` -> 18; 0 where no period is named."""
    found = _PERIOD.search(text)
    if not found:
        return 0
    return int(found[1]) * (12 if found[2].lower() == "year" else 1)


def _day(year: int, month_day: str) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _after(first: date, month_day: str) -> date:
    """The next such day of the year, `first` itself included."""
    day = _day(first.year, month_day)
    return day if day >= first else _day(first.year + 1, month_day)
