from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from retrieval.relax import Constraints, relax, stated
from retrieval.values import Constraint, Op

PRICE = Constraint("price", Op.BETWEEN, high=50.0, words="under 50")
RED = Constraint("colour", Op.ANY_OF, ("red",), words="red")
SIZE = Constraint("size", Op.ANY_OF, ("42",), words="size 42")
BRAND = Constraint("brand", Op.ANY_OF, ("Harrow",), words="Harrow")
NOT_WOOL = Constraint("attribute:material", Op.NONE_OF, ("wool",), words="not wool")


def without(*given_up: Constraint) -> Callable[[Constraints], bool]:
    """Finds something once none of `given_up` is asked for as it stands."""
    return lambda tried: not any(constraint in tried for constraint in given_up)


def test_the_size_is_given_up_before_the_colour_and_the_colour_before_the_price() -> None:
    seen: list[Constraints] = []

    def finds(tried: Constraints) -> bool:
        seen.append(tried)
        return False

    relax((PRICE, RED, SIZE), finds)
    dropped = [next(c.field for c in (PRICE, RED, SIZE) if c not in tried) for tried in seen[:3]]
    assert dropped == ["size", "colour", "price"]


def test_only_what_must_give_way_does() -> None:
    kept, relaxed = relax((PRICE, RED, SIZE), without(RED))
    assert kept == (PRICE, SIZE)
    assert [(r.constraint, r.loosened_from, r.to) for r in relaxed] == [("colour", "red", "")]


def test_a_price_is_loosened_up_to_the_nearest_that_helps() -> None:
    def finds(tried: Constraints) -> bool:
        return any(c.field == "price" and (c.high or 0) >= 60 for c in tried)

    kept, (relaxed,) = relax((PRICE,), finds)
    assert kept[0].high == 60.01
    assert (relaxed.loosened_from, relaxed.to) == ("under 50", "≤ 60.01")


def test_a_strict_bound_is_met_first_by_the_bound_itself() -> None:
    under = Constraint("price", Op.BETWEEN, high=50.0, words="under 50", open_high=True)
    kept, (relaxed,) = relax((under,), lambda tried: not tried[0].open_high)
    assert kept == (replace(under, open_high=False),)
    assert relaxed.to == "≤ 50"


def test_a_count_steps_to_the_nearest_before_anything_is_dropped() -> None:
    sleeps = Constraint("attribute:sleeps", Op.BETWEEN, low=4, high=4, words="for 4")
    tried: list[Constraints] = []

    def finds(constraints: Constraints) -> bool:
        tried.append(constraints)
        return any(c.field == sleeps.field and c.high == 6 for c in constraints)

    kept, (relaxed,) = relax((RED, sleeps), finds)
    assert kept == (RED, replace(sleeps, low=2, high=6))
    assert relaxed.to == "2–6"
    assert all(RED in constraints for constraints in tried)


@given(st.integers(0, 30))
def test_what_is_firm_stays_whatever_happens(after: int) -> None:
    only = Constraint("attribute:nut_free", Op.ANY_OF, ("yes",), words="without nuts", firm=True)
    calls = iter(range(1000))
    kept, _ = relax((RED, only, PRICE), lambda _: next(calls) >= after)
    assert only in kept


def test_what_no_single_step_mends_is_mended_by_several_each_named() -> None:
    kept, relaxed = relax((RED, SIZE, BRAND), without(RED, SIZE))
    assert kept == (BRAND,)
    assert [r.constraint for r in relaxed] == ["size", "colour"]


def test_nothing_is_named_where_nothing_helps() -> None:
    assert relax((PRICE, RED), lambda _: False) == ((PRICE, RED), ())


@given(st.permutations([PRICE, RED, SIZE, BRAND, NOT_WOOL]), st.integers(0, 40))
def test_brands_and_negations_stay_whatever_happens(order: list[Constraint], after: int) -> None:
    calls = iter(range(1000))
    kept, _ = relax(tuple(order), lambda _: next(calls) >= after)
    assert BRAND in kept
    assert NOT_WOOL in kept


def test_a_demand_is_stated_in_signs() -> None:
    assert stated(PRICE) == "≤ 50"
    assert stated(Constraint("price", Op.BETWEEN, low=20, high=30)) == "20–30"
    assert stated(Constraint("attribute:width", Op.BETWEEN, low=30, unit="cm")) == "≥ 30 cm"
    assert stated(NOT_WOOL) == "≠ wool"
