"""What customers buy, counted so that nobody is seen in it."""

from __future__ import annotations

from datetime import date, timedelta

from retrieval.personal.suggest import Bought, Demand

TODAY = date(2026, 6, 20)


def order(customer: str, *products: str, days_ago: int = 0) -> Bought:
    return Bought(customer, TODAY - timedelta(days=days_ago), products)


def test_a_pair_is_told_once_three_customers_had_it() -> None:
    orders = [order(c, "tent", "mat") for c in "ab"] + [order("a", "tent", "mat")]
    assert Demand.of(orders, TODAY).together("tent") == {}
    demand = Demand.of([*orders, order("c", "mat", "tent"), order("d", "tent")], TODAY)
    assert demand.together("tent") == {"mat": 4}
    assert demand.together("mat") == {"tent": 4}
    assert (demand.orders, demand.with_["tent"]) == (5, 5)


def test_lately_counts_customers_not_orders_and_forgets_last_month() -> None:
    orders = [order("a", "tent"), order("a", "tent"), order("b", "tent", days_ago=13)]
    assert Demand.of(orders, TODAY).lately == {}
    assert Demand.of([*orders, order("c", "tent", days_ago=20)], TODAY).lately == {}
    assert Demand.of([*orders, order("c", "tent", days_ago=14)], TODAY).lately == {"tent": 3}


def test_a_habit_is_the_median_of_customers_not_of_orders() -> None:
    weekly = [order("a", "coffee", days_ago=7 * n) for n in range(12)]
    assert Demand.of(weekly, TODAY).again == {}
    others = [order(c, "coffee", days_ago=n) for c in "bc" for n in (0, 30)]
    assert Demand.of([*weekly, *others], TODAY).again == {"coffee": 30}


def test_what_is_bought_twice_on_one_day_or_years_apart_is_no_habit() -> None:
    twice = [order(c, "lamp", days_ago=n) for c in "abc" for n in (0, 0, 900)]
    assert Demand.of(twice, TODAY).again == {}


def test_a_huge_order_makes_no_pairs() -> None:
    many = [f"p{n}" for n in range(40)]
    assert Demand.of([order(c, *many) for c in "abcd"], TODAY).pairs == {}
