"""What orders tell: nothing that was known only afterwards, and the shop's own rhythm."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from retrieval.personal.predict.orders import (
    Basket,
    Line,
    Returns,
    churn_lessons,
    churn_row,
    return_lessons,
    rhythm,
)
from retrieval.personal.predict.schooling import school

START = datetime(2026, 1, 1, 10, tzinfo=UTC)
TODAY = date(2026, 12, 1)


def basket(number: int, day: int, *kinds: str, customer: str = "c", back: bool = False) -> Basket:
    placed = START + timedelta(days=day)
    lines = tuple(Line(f"{kind}-1", f"{kind}-1-m", 20.0, 1, kind) for kind in kinds or ("tent",))
    delivered = placed.date() + timedelta(days=3)
    came = delivered + timedelta(days=10) if back else None
    return Basket(f"o{number}", customer, placed, lines, delivered, back, came)


def test_an_orders_row_is_the_same_whatever_happens_to_it_later() -> None:
    past = [basket(n, n, "shoe", back=n % 2 == 0) for n in range(40)]
    asked = basket(99, 60, "shoe", "tent")
    back = basket(99, 60, "shoe", "tent", back=True)
    later = [basket(200 + n, 70 + n, "shoe", back=True) for n in range(40)]
    rows = [Returns(known).row(asked) for known in (past, [*past, back], [*past, back, *later])]
    assert rows[0] == rows[1] == rows[2]
    shares = [Returns(past).row(basket(0, 60, kind))["kind_returned"] for kind in ("shoe", "tent")]
    assert shares[0] > shares[1]


def test_what_came_back_is_known_from_the_day_after() -> None:
    one = basket(1, 0, "shoe", back=True)
    came = one.decided
    assert came == date(2026, 1, 14)
    before = Returns([one]).row(basket(2, 13, "shoe"))
    after = Returns([one]).row(basket(2, 14, "shoe"))
    assert after["kind_returned"] > before["kind_returned"]


def test_orders_that_may_still_come_back_teach_nothing() -> None:
    old, new = basket(1, 0), basket(2, 320)
    table, whose = return_lessons([new, old], TODAY)
    assert (len(table), whose) == (1, ("c",))


def test_counts_come_back_from_json_without_orders() -> None:
    past = [basket(n, n, "shoe", back=n % 3 == 0) for n in range(30)]
    kept = Returns(past).counted(TODAY)
    again = Returns.from_json(kept.as_json())
    assert again.row(basket(9, 300, "shoe")) == Returns(past).row(basket(9, 300, "shoe"))


def test_the_rhythm_is_the_shops_own() -> None:
    orders = [basket(10 * c + n, 40 * n, customer=f"c{c}") for c in range(10) for n in range(4)]
    found = rhythm(orders)
    assert found is not None
    assert (found.days, found.gaps) == (40, 30)
    assert rhythm(orders[:8]) is None


def test_a_customers_row_knows_no_later_order() -> None:
    mine = [basket(n, 30 * n) for n in range(6)]
    moment = START + timedelta(days=70)
    assert churn_row(mine, moment) == churn_row(mine[:3], moment)
    assert churn_row(mine, START - timedelta(days=1)) is None


def test_silence_in_time_is_churn_and_an_order_is_none() -> None:
    loyal = [basket(n, 40 * n, customer="loyal") for n in range(8)]
    gone = [basket(100 + n, 40 * n, customer="gone") for n in range(4)]
    many = [basket(1_000 + 10 * c + n, 40 * n, customer=f"c{c}") for c in range(12) for n in (0, 1)]
    beat = rhythm([*loyal, *gone, *many])
    assert beat is not None
    today = START + timedelta(days=40 * 7 + 5)
    table, whose = churn_lessons([*loyal, *gone], beat, today)
    assert table.truth is not None
    told = dict(zip(whose, table.truth.tolist(), strict=True))
    assert told["loyal"] is False
    assert any(
        truth for who, truth in zip(whose, table.truth.tolist(), strict=True) if who == "gone"
    )


@pytest.mark.parametrize("many", [0, 400])
def test_returns_are_learnt_where_there_is_something_to_learn(many: int) -> None:
    rng = Random(4)
    orders = []
    for number in range(many):
        kind = rng.choice(("shoe", "tent"))
        back = rng.random() < (0.7 if kind == "shoe" else 0.05)
        orders.append(basket(number, number % 300, kind, customer=f"c{number}", back=back))
    made = school((), orders, datetime(2026, 12, 1, tzinfo=UTC), {})
    if not many:
        assert made.returns is None
        assert made.forecast.of_order(basket(1, 5)) is None
        return
    shoe = made.forecast.of_order(basket(9_001, 330, "shoe"))
    tent = made.forecast.of_order(basket(9_002, 330, "tent"))
    assert shoe is not None
    assert tent is not None
    assert shoe[0].probability > 3 * tent[0].probability
