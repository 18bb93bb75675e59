"""The interval against the closed form, against what is known to be true, and where it says
nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from savvi.linear_regression import LinearRegression

from retrieval.personal.trial import Tally, difference, needed
from retrieval.personal.trial.difference import interval, leaning
from retrieval.personal.trial.once import difference_once
from retrieval.personal.trial.planning import needed_once
from retrieval.personal.trial.simulated import Setting, always, judged, once


def by_hand(variance: float, n: int, phi: float, alpha: float) -> float:
    """The normal mixture's half width (Robbins 1970; Waudby-Smith et al. 2024, equation 6)."""
    return math.sqrt(variance * (n + phi) / n**2 * math.log((n + phi) / (phi * alpha**2)))


def shares(n: int, did: int) -> Tally:
    return Tally(n, float(did), float(did), did)


@pytest.mark.parametrize("n", [500, 5_000, 500_000])
@pytest.mark.parametrize("alpha", [0.05, 0.01])
def test_the_library_agrees_with_the_closed_form(n: int, alpha: float) -> None:
    """They differ by what a t distribution differs from a normal one."""
    low, high = interval(0.1, 2.5, n, 300.0, alpha)
    assert (low + high) / 2 == pytest.approx(0.1)
    assert (high - low) / 2 == pytest.approx(by_hand(2.5, n, 300.0, alpha), rel=20 / n)


def test_sums_set_at_once_are_what_rows_one_by_one_come_to() -> None:
    values = np.random.default_rng(3).normal(0.3, 2.0, 400)
    model = LinearRegression(0.05, p=1, phi=50)
    for value in values:
        model.update(np.array([value, 1.0]))
    one_by_one = model.calculate_conf_int()[0]
    variance = float(values.var(ddof=1))
    at_once = interval(float(values.mean()), variance, len(values), 50, 0.05)
    assert at_once == pytest.approx(tuple(one_by_one), abs=1e-6)


def test_pooled_variances_would_be_too_narrow_and_ours_are_not() -> None:
    """A small arm that varies more: the library's own regression on (1, is other) pools the two."""
    control, other = shares(9_000, 90), shares(1_000, 300)
    model = LinearRegression(0.05, p=2, phi=1_000)
    n, did = 10_000, 390
    model.n, model.yty, model.Xty = n, float(did), np.array([did, 300.0])
    model.covariance = np.linalg.inv(np.array([[n, 1_000.0], [1_000.0, 1_000.0]]))
    model.beta = model.covariance @ model.Xty
    pooled = model.standard_errors()[1]
    truly = math.sqrt(control.variance / 9_000 + other.variance / 1_000)
    assert pooled < 0.65 * truly
    found = difference(control, other, planned=10_000)
    assert found is not None
    phi = 10_000 * leaning(0.05)
    assert (found.high - found.low) / 2 == pytest.approx(
        by_hand(truly**2 * 10_000, 10_000, phi, 0.05), rel=0.01
    )


def test_of_too_few_nothing_is_told() -> None:
    assert difference(shares(99, 30), shares(500, 100), 1_000) is None
    assert difference(shares(500, 15), shares(500, 15), 1_000) is None
    assert difference(shares(500, 500), shares(500, 495), 1_000) is None
    assert difference(shares(500, 0), shares(500, 0), 1_000) is None
    assert difference(shares(9_500, 95), shares(500, 20), 10_000) is None
    assert difference(shares(500, 20), shares(500, 21), 1_000) is not None


def test_an_arm_without_outcomes_yet_is_not_taken_for_one_that_never_varies() -> None:
    found = difference(shares(20_000, 200), shares(3_000, 0), 23_000)
    assert found is not None
    by_its_own = math.sqrt(0.01 * 0.99 / 20_000)
    assert found.high - found.low > 6 * by_its_own


@pytest.mark.parametrize(("rate", "share"), [(0.01, 0.05), (0.005, 0.1), (0.01, 0.5)])
def test_rare_outcomes_in_a_small_arm_raise_no_false_alarms(rate: float, share: float) -> None:
    """Where the interval of each arm's own variance left the truth out in up to three of ten."""
    setting = Setting(rate, rate, 60_000, 60, share)
    found = judged(setting, {"ours": always(60_000)}, 200, 3, lambda: None)["ours"]
    assert found.ever <= 0.05


@given(
    n=st.tuples(st.integers(100, 50_000), st.integers(100, 50_000)),
    rates=st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)),
    planned=st.integers(200, 100_000),
)
def test_it_is_wider_than_one_look_and_turns_around_with_the_arms(
    n: tuple[int, int], rates: tuple[float, float], planned: int
) -> None:
    one, other = (shares(m, round(m * rate)) for m, rate in zip(n, rates, strict=True))
    found, back = difference(one, other, planned), difference(other, one, planned)
    if found is None or back is None:
        return
    looked_once = difference_once(one, other)
    assert found.low < looked_once.low
    assert found.high > looked_once.high
    assert (found.low, found.high) == pytest.approx((-back.high, -back.low))


def test_a_look_after_every_batch_raises_no_more_false_alarms_than_allowed() -> None:
    """Two hundred trials without a difference, sixty looks at each: the z-test cries wolf."""
    setting = Setting(0.05, 0.05, 12_000, 60)
    found = judged(setting, {"ours": always(12_000), "z": once}, 200, 1, lambda: None)
    assert found["ours"].ever <= 0.05
    assert found["ours"].held >= 0.95
    assert found["z"].ever > 0.2


def test_a_difference_is_found_by_the_time_that_was_planned() -> None:
    planned = needed(0.05 * 0.95, 0.02)
    setting = Setting(0.05, 0.07, planned, 40)
    found = judged(setting, {"ours": always(planned)}, 150, 2, lambda: None)["ours"]
    assert found.ever > 0.75
    assert found.held >= 0.95
    assert found.decided < planned


def test_planning_agrees_with_the_textbook_where_one_look_is_enough() -> None:
    """5 % against 6 % with 80 % power: about 7,460 visitors an arm by the usual formula."""
    assert needed_once(0.05 * 0.95, 0.01) == pytest.approx(2 * 7_456, rel=0.01)
    assert 1.5 < needed(0.05 * 0.95, 0.01) / needed_once(0.05 * 0.95, 0.01) < 2.2
    assert needed(1.0, 0.1, share=0.1) > 2 * needed(1.0, 0.1)
