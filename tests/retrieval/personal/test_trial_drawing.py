"""Who gets which arm: the shares asked for, the same every time, and trials apart from each
other."""

from __future__ import annotations

import subprocess
import sys

from scipy.stats import chi2_contingency, chisquare

from retrieval.personal.trial import drawn, place

KEYS = [f"s:visitor-{number}" for number in range(20_000)]
ALMOST_NEVER = 1e-4


def test_shares_are_those_asked_for() -> None:
    for salt in ("a", "b", "c"):
        for shares in ((0.5, 0.5), (0.9, 0.1), (0.2, 0.3, 0.5)):
            counts = [0] * len(shares)
            for key in KEYS:
                counts[drawn(salt, key, shares)] += 1
            expected = [share * len(KEYS) for share in shares]
            assert chisquare(counts, expected).pvalue > ALMOST_NEVER, (salt, shares, counts)


def test_two_trials_know_nothing_of_each_other() -> None:
    table = [[0, 0], [0, 0]]
    for key in KEYS:
        table[drawn("one", key, (0.5, 0.5))][drawn("other", key, (0.5, 0.5))] += 1
    assert chi2_contingency(table).pvalue > ALMOST_NEVER


def test_an_arm_is_independent_of_the_slot_that_lets_somebody_in() -> None:
    inside = [key for key in KEYS if place("lever:x", key) < 0.25]
    assert 0.23 < len(inside) / len(KEYS) < 0.27
    first = sum(drawn("salt", key, (0.5, 0.5)) == 0 for key in inside)
    assert chisquare([first, len(inside) - first]).pvalue > ALMOST_NEVER


def test_another_process_draws_the_same() -> None:
    """Python's own hash of a text differs from process to process."""
    asked = "from retrieval.personal.trial import place; print(place('salt', 's:somebody'))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert float(told.stdout) == place("salt", "s:somebody")


def test_a_place_is_never_one() -> None:
    assert all(0 <= place("x", key) < 1 for key in KEYS)
