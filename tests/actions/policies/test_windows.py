from __future__ import annotations

from datetime import date

import pytest

from actions.policies.rules import Season
from actions.policies.windows import months_later, months_said, season_until

CHRISTMAS = Season(placed_from="11-15", placed_to="12-24", until="01-31")
TURN = Season(placed_from="12-20", placed_to="01-06", until="02-29")


@pytest.mark.parametrize(
    ("placed", "until"),
    [
        (date(2026, 11, 14), None),
        (date(2026, 11, 15), date(2027, 1, 31)),
        (date(2026, 12, 24), date(2027, 1, 31)),
        (date(2026, 12, 25), None),
        (date(2027, 1, 10), None),
    ],
)
def test_a_season_holds_from_its_first_day_to_its_last(placed: date, until: date | None) -> None:
    assert season_until(CHRISTMAS, placed) == until


@pytest.mark.parametrize(
    ("placed", "until"),
    [
        (date(2026, 12, 20), date(2027, 2, 28)),
        (date(2028, 1, 6), date(2028, 2, 29)),
        (date(2028, 1, 7), None),
    ],
)
def test_a_season_may_run_over_the_turn_of_the_year(placed: date, until: date | None) -> None:
    assert season_until(TURN, placed) == until


def test_a_month_later_is_never_past_that_months_end() -> None:
    assert months_later(date(2024, 2, 29), 24) == date(2026, 2, 28)
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 30), 2) == date(2027, 1, 30)


@pytest.mark.parametrize(
    ("text", "months"),
    [("5 years", 60), ("18 months", 18), ("10-year warranty", 120), ("lifetime", 0), ("", 0)],
)
def test_periods_as_records_write_them(text: str, months: int) -> None:
    assert months_said(text) == months
