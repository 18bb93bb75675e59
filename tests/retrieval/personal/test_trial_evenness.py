"""Whether as many came as should have: exact odds, few false alarms, and a slip that is caught."""

from __future__ import annotations

from math import exp, lgamma, log

import pytest

from retrieval.personal.trial import uneven
from retrieval.personal.trial.evenness import CONCENTRATION, is_uneven
from retrieval.personal.trial.simulated import false_alarms


def by_hand(counts: tuple[int, ...], shares: tuple[float, ...]) -> float:
    prior = [CONCENTRATION * share for share in shares]
    told = lgamma(sum(prior)) - lgamma(sum(prior) + sum(counts))
    for n, alpha, share in zip(counts, prior, shares, strict=True):
        told += lgamma(alpha + n) - lgamma(alpha) - n * log(share)
    return exp(told)


@pytest.mark.parametrize("counts", [(0, 1), (40, 60), (5_000, 5_300), (300, 10, 700)])
def test_the_odds_are_the_mixtures(counts: tuple[int, ...]) -> None:
    shares = (0.5, 0.5) if len(counts) == 2 else (0.3, 0.01, 0.69)
    assert uneven(counts, shares) == pytest.approx(by_hand(counts, shares), rel=1e-6)


def test_nobody_is_even() -> None:
    assert uneven((0, 0), (0.5, 0.5)) == 1.0


def test_a_lost_arm_is_seen_and_chance_is_not() -> None:
    assert is_uneven((20_000, 18_500), (0.5, 0.5))
    assert not is_uneven((20_000, 19_900), (0.5, 0.5))
    assert is_uneven((10**6, 0), (0.5, 0.5))


def test_looking_often_raises_no_false_alarm() -> None:
    even = (0.8, 0.2)
    assert false_alarms(even, even, 20_000, 50, 400, 5) <= 0.0025
    assert false_alarms((0.5, 0.5), (0.55, 0.45), 20_000, 50, 100, 5) > 0.9
