"""Groups against base rates, and features that stand in for a group."""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path
from subprocess import run

import pytest

from retrieval.personal.audience.fairness import by_group
from retrieval.personal.audience.proxies import ALL, proxies


def crowd(**counts: tuple[int, int]) -> tuple[dict[str, str], list[str], list[str]]:
    """group -> (chosen, eligible)."""
    groups, eligible, chosen = {}, [], []
    for group, (some, all_) in counts.items():
        ids = [f"{group}-{n}" for n in range(all_)]
        groups |= dict.fromkeys(ids, group)
        eligible += ids
        chosen += ids[:some]
    return groups, eligible, chosen


def test_shares_ratios_and_the_four_fifths() -> None:
    red, blue = sorted(
        by_group(*crowd(red=(40, 100), blue=(60, 100))), key=lambda row: row.ratio or 0
    )
    assert (red.group, red.share_of_eligible, red.share_of_audience) == ("red", 0.5, 0.4)
    assert (red.ratio, red.base_ratio, red.flagged) == (pytest.approx(2 / 3), 0.8, True)
    assert red.ci95 is not None
    spread = math.sqrt(1 / 40 - 1 / 100 + 1 / 60 - 1 / 100)
    assert red.ci95[0] == pytest.approx(2 / 3 * math.exp(-1.959964 * spread))
    assert red.ci95[1] == pytest.approx(2 / 3 * math.exp(1.959964 * spread))
    assert (blue.ratio, blue.ci95, blue.flagged) == (1.0, (1.0, 1.0), False)


def test_just_four_fifths_is_no_flag() -> None:
    rows = {row.group: row for row in by_group(*crowd(red=(40, 100), blue=(50, 100)))}
    assert not rows["red"].flagged
    assert not rows["red"].few


def test_a_group_of_which_nobody_is_chosen_has_an_interval() -> None:
    rows = {row.group: row for row in by_group(*crowd(red=(0, 5), blue=(50, 100)))}
    assert (rows["red"].ratio, rows["red"].flagged, rows["red"].few) == (0.0, True, True)
    low, high = rows["red"].ci95 or (0, 0)
    assert 0 < low < high


def test_nobody_chosen_is_no_ratio() -> None:
    rows = by_group(*crowd(red=(0, 5), blue=(0, 5)))
    assert [(row.ratio, row.ci95, row.flagged) for row in rows] == [(None, None, False)] * 2
    assert by_group({}, ["a"], ["a"]) == []


def test_a_feature_that_stands_in_for_a_group_is_found() -> None:
    chance = random.Random(4)
    groups = {f"c{n}": "red" if n % 3 else "blue" for n in range(600)}
    features = {
        one: {
            "kind": chance.gauss(1.0 if group == "red" else 0.0, 0.6),
            "price": chance.gauss(0, 1),
            "same": 1.0,
        }
        for one, group in groups.items()
    }
    every, kind, *others = proxies(groups, features)
    assert (every.feature, every.flagged) == (ALL, True)
    assert (kind.feature, kind.flagged) == ("kind", True)
    assert kind.auc is not None
    assert kind.auc > 0.8
    assert kind.ci95 is not None
    assert kind.ci95[0] < kind.auc < kind.ci95[1]
    told = {row.feature: row for row in others}
    assert not told["price"].flagged
    assert told["price"].auc == pytest.approx(0.5, abs=0.08)
    assert told["same"].auc == 0.5


def test_too_few_tell_nothing() -> None:
    groups = {f"c{n}": "red" if n < 5 else "blue" for n in range(50)}
    rows = proxies(groups, {one: {"kind": float(n)} for n, one in enumerate(groups)})
    assert [(row.auc, row.flagged) for row in rows] == [(None, False)] * 2
    assert proxies({}, {"c": {"kind": 1.0}}) == []


def test_more_than_two_groups_are_told_one_by_one() -> None:
    groups = {f"c{n}": ("red", "blue", "green")[n % 3] for n in range(90)}
    rows = proxies(groups, {one: {"kind": float(n % 7)} for n, one in enumerate(groups)})
    assert {row.group for row in rows} == {"red", "blue", "green"}


def test_what_scores_does_not_load_what_reads_groups() -> None:
    """In a process of its own, since this one has loaded both."""
    told = (
        "import sys, retrieval.personal.audience\n"
        "print([m for m in sys.modules if m.endswith(('audience.fairness', 'audience.proxies'))])"
    )
    root = Path(__file__).resolve().parents[3]
    done = run([sys.executable, "-c", told], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.strip() == "[]"
