"""Drawn orders and what is made of them: exact shares, no bias, and a refusal where it must be."""

from __future__ import annotations

import random
from itertools import permutations

import numpy as np
import pytest

from retrieval.personal.trial.otherwise import Page, clicks_a_page, naive, otherwise
from retrieval.personal.trial.shuffling import MOST, places, shuffled, weights_of
from retrieval.personal.trial.simulated_pages import weighed


def by_listing(weights: list[float]) -> np.ndarray:
    """Every order there is, with its chance."""
    n = len(weights)
    shares = np.zeros((n, n))
    for order in permutations(range(n)):
        chance, left = 1.0, sum(weights)
        for thing in order:
            chance *= weights[thing] / left
            left -= weights[thing]
        for place, thing in enumerate(order):
            shares[thing, place] += chance
    return shares


@pytest.mark.parametrize("weights", [[1.0], [1.0, 1.0], [5.0, 2.0, 1.0], [1.0, 0.9, 0.05, 0.3, 2]])
def test_chances_are_those_of_listing_every_order(weights: list[float]) -> None:
    assert places(weights) == pytest.approx(by_listing(weights))


def test_every_place_is_taken_and_every_thing_placed() -> None:
    shares = places(weights_of([1 - 0.06 * n for n in range(MOST)]))
    assert shares.sum(axis=0) == pytest.approx(1)
    assert shares.sum(axis=1) == pytest.approx(1)
    assert shares.min() > 0


def test_what_is_drawn_has_the_chances_that_are_told() -> None:
    weights, chance, n = [3.0, 1.0, 0.5], random.Random(4), 20_000
    seen = np.zeros((3, 3))
    for _ in range(n):
        for place, thing in enumerate(shuffled(weights, chance)):
            seen[thing, place] += 1
    assert seen / n == pytest.approx(places(weights), abs=0.02)


def page(visitor: int, shown: str, other: str, chance: float, *clicked: int) -> Page:
    told = tuple((thing, chance) for thing in other)
    return Page(str(visitor), tuple((thing, chance) for thing in shown), told, frozenset(clicked))


def test_the_estimate_by_hand() -> None:
    """First place: of two pages with the other order's thing there, weights 2, one was clicked."""
    pages = [page(n, "ab", "ab", 0.5, *([0] if n % 2 else [])) for n in range(60)]
    pages += [page(100 + n, "ba", "ab", 0.5, 0) for n in range(60)]
    found = otherwise(pages)
    assert found.estimate == pytest.approx(0.5)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.5 < found.high
    assert clicks_a_page(pages) == pytest.approx(0.75)
    assert naive(pages) == pytest.approx((30 / 120) + (60 / 120))


def test_what_could_not_have_been_seen_is_refused() -> None:
    few = [page(n, "ab", "ab", 0.5) for n in range(10)]
    assert otherwise(few).why_not == "few_visitors"
    outside = [Page(str(n), (("a", 0.5), ("b", 0.5)), (("a", 0.5), ("z", 0.0))) for n in range(200)]
    assert otherwise(outside).why_not == "uncovered"
    assert otherwise(outside).covered == 0.5
    rare = [page(n, "ba", "ab", 0.01) for n in range(200)] + [page(1, "ab", "ab", 0.01)]
    assert otherwise(rare).why_not == "few_effective"
    assert otherwise([]).estimate is None


def test_it_is_nearer_the_truth_than_plain_click_rates_and_says_how_sure_it_is() -> None:
    found = weighed(15, 1_200, 9, lambda: None)
    assert found.refused == 0
    assert found.held >= 0.8
    assert found.error < abs(found.naive_off)
