from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from actions.dialogue.hours import is_open, opens_next
from actions.shop import Hours

HOURS = Hours(mon="09:00-18:00", tue="09:00-18:00", sat="10:00-16:00")
WORDS = {"today": "today at {time}", "tomorrow": "tomorrow at {time}", "on_day": "{day} at {time}"}


def at(day: int, clock: str) -> datetime:
    """November 2026: the 23rd is a Monday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Europe/Dublin"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [(at(23, "09:00"), True), (at(23, "18:00"), False), (at(25, "12:00"), False)],
)
def test_desk_is_open_from_opening_until_closing(now: datetime, expected: bool) -> None:
    assert is_open(HOURS, now) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(23, "07:00"), "today at 09:00"),
        (at(23, "19:00"), "tomorrow at 09:00"),
        (at(24, "19:00"), "Saturday at 10:00"),
        (at(28, "17:00"), "Monday at 09:00"),
    ],
)
def test_next_opening_is_named_as_people_do(now: datetime, expected: str) -> None:
    assert opens_next(HOURS, now, WORDS, "en_IE") == expected


def test_shop_that_never_opens_promises_nothing() -> None:
    assert opens_next(Hours(), at(23, "07:00"), WORDS, "en_IE") == ""
