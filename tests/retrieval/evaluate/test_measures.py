from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluate.measures import (
    DEPTH,
    bootstrap_ci95,
    dcg,
    judged_ndcg,
    judged_only,
    judged_share,
    ndcg,
    paired_ci95,
    recall,
    reciprocal_rank,
)

JUDGED = {"a": 3.0, "b": 1.0, "c": 0.0, "d": 2.0}


def test_dcg_by_hand() -> None:
    assert dcg([3, 0, 1], 10) == pytest.approx(7 / math.log2(2) + 0 + 1 / math.log2(4))


def test_ndcg_by_hand_counts_the_unjudged_as_nothing() -> None:
    gained = 1 / math.log2(2) + 0 + 7 / math.log2(4)
    ideal = 7 / math.log2(2) + 3 / math.log2(3) + 1 / math.log2(4)
    assert ndcg(["b", "stranger", "a"], JUDGED) == pytest.approx(gained / ideal)


def test_the_ideal_is_of_all_ratings_not_of_those_found() -> None:
    assert ndcg(["b"], JUDGED) == pytest.approx(1 / (7 + 3 / math.log2(3) + 1 / 2))


def test_the_best_order_is_one_and_an_empty_ranking_nought() -> None:
    assert ndcg(["a", "d", "b", "c"], JUDGED) == pytest.approx(1.0)
    assert ndcg([], JUDGED) == 0.0


def test_a_query_nobody_rated_above_zero_has_no_value() -> None:
    assert ndcg(["a"], {"a": 0.0}) is None
    assert recall(["a"], {"a": 0.0}) is None


def test_only_the_first_k_count() -> None:
    ranking = [f"x{n}" for n in range(10)] + ["a"]
    assert ndcg(ranking, JUDGED, k=10) == 0.0
    assert ndcg(ranking, JUDGED, k=11) == pytest.approx(
        (7 / math.log2(12)) / (7 + 3 / math.log2(3) + 1 / 2)
    )


def test_judged_only_keeps_the_order_and_puts_what_was_not_found_last() -> None:
    assert judged_only(["x", "c", "y", "b"], JUDGED) == ["c", "b", "d", "a"]


def test_judged_only_looks_no_deeper_than_the_depth() -> None:
    ranking = [f"x{n}" for n in range(DEPTH)] + ["a"]
    assert judged_only(["b", *ranking], JUDGED)[0] == "b"
    assert judged_only(ranking, JUDGED)[-1] == "a"


def test_judged_ndcg_by_hand() -> None:
    expected = (0 + 1 / math.log2(3) + 3 / math.log2(4) + 7 / math.log2(5)) / (
        7 + 3 / math.log2(3) + 1 / 2
    )
    assert judged_ndcg(["x", "c", "y", "b"], JUDGED) == pytest.approx(expected)


def test_recall_and_judged_share_by_hand() -> None:
    assert recall(["a", "x", "c"], JUDGED) == pytest.approx(1 / 3)
    assert judged_share(["a", "x", "c"], JUDGED, k=10) == pytest.approx(0.2)


@given(st.permutations(list(JUDGED)))
def test_no_order_beats_the_ideal(order: list[str]) -> None:
    assert 0.0 <= (ndcg(order, JUDGED) or 0.0) <= 1.0 + 1e-12


def test_the_interval_holds_the_mean_and_narrows_with_more_queries() -> None:
    few, many = [0.2, 0.9, 0.5, 0.4] * 3, [0.2, 0.9, 0.5, 0.4] * 100
    low, high = bootstrap_ci95(few)
    assert low < 0.5 < high
    near, far = bootstrap_ci95(many)
    assert far - near < (high - low) / 3


def test_the_interval_of_equal_values_is_a_point() -> None:
    assert bootstrap_ci95([0.7] * 9) == pytest.approx([0.7, 0.7])


def test_a_paired_interval_is_of_the_same_queries() -> None:
    """The queries differ more than the rankings do: unpaired, nothing could be said."""
    theirs = [place / 40 for place in range(40)]
    ours = [value + 0.01 for value in theirs]
    told = paired_ci95(ours, theirs)
    assert told["difference"] == pytest.approx(0.01)
    assert told["difference_ci95"] == pytest.approx([0.01, 0.01])
    assert told["better_in"] == 1.0
    assert told["ratio"] == pytest.approx(sum(ours) / sum(theirs))


def test_the_first_good_product_counts() -> None:
    assert reciprocal_rank(["a", "b", "c"], {"b": 2, "a": 0, "c": 1}) == 0.5
    assert reciprocal_rank(["a"], {"b": 2}) == 0.0
