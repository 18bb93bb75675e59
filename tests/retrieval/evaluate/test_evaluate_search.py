from __future__ import annotations

import pytest

from retrieval.evaluate import measure

RATINGS = {
    "kettle": {"k1": 3.0, "k2": 0.0},
    "lamp": {"l1": 1.0},
    "nobody cares": {"n1": 0.0},
}


def ranker(query: str, depth: int) -> list[tuple[str, float]]:
    assert depth == 1000
    return {
        "kettle": [("k2", 2.0), ("k1", 1.0)],
        "lamp": [("l1", 1.0)],
        "nobody cares": [("n1", 1.0)],
    }[query]


def test_means_are_over_the_queries_with_something_good_and_the_rest_is_counted() -> None:
    measured = measure(ranker, RATINGS)
    assert (measured.queries, measured.left_out) == (2, 1)
    assert measured.metrics["ndcg@10"] == pytest.approx((1 / 1.5849625 + 1) / 2)
    assert measured.metrics["recall@100"] == 1.0
    assert measured.metrics["judged@10"] == pytest.approx((0.2 + 0.1) / 2)
    assert len(measured.metrics["ndcg@10_ci95"]) == 2


def test_every_query_has_its_ranking_for_the_run_even_when_left_out() -> None:
    assert len(measure(ranker, RATINGS).rankings) == 3


def test_progress_is_told_of_every_query() -> None:
    seen: list[tuple[int, int]] = []
    measure(ranker, RATINGS, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_nothing_to_score_gives_no_figure_rather_than_nought() -> None:
    assert measure(ranker, {"nobody cares": {"n1": 0.0}}).metrics["ndcg@10"] is None
