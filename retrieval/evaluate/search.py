"""Measures rankers on ratings, side by side in one run. Owns no ranker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from retrieval.evaluate.measures import (
    DEPTH,
    bootstrap_ci95,
    judged_ndcg,
    judged_share,
    ndcg,
    recall,
    reciprocal_rank,
)
from retrieval.evaluate.ratings import Ratings
from retrieval.evaluate.runs import Ranking

Ranker: TypeAlias = Callable[[str, int], Ranking]
"""(query, depth) -> the best products with their scores."""

Watch: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """`metrics` holds means by their public names, each with its `_ci95`; `columns` what they are
    the means of, query by query. `left_out` counts the queries without a product rated above 0,
    which no mean counts."""

    metrics: dict[str, Any]
    columns: dict[str, list[float]]
    rankings: tuple[Ranking, ...]
    queries: int
    left_out: int

    def as_json(self) -> dict[str, Any]:
        return self.metrics | {"queries": self.queries, "left_out": self.left_out}


def measure(rank: Ranker, ratings: Ratings, watch: Watch | None = None) -> Measured:
    """Rank every query of `ratings` to `DEPTH` and score the rankings."""
    columns: dict[str, list[float]] = {
        "ndcg@10": [],
        "judged_ndcg@10": [],
        "recall@100": [],
        "judged@10": [],
        "mrr": [],
    }
    rankings: list[Ranking] = []
    left_out = 0
    for done, (query, judged) in enumerate(ratings.items(), 1):
        rankings.append(rank(query, DEPTH))
        row = _row([product_id for product_id, _ in rankings[-1]], judged)
        left_out += row is None
        for name, value in (row or {}).items():
            columns[name].append(value)
        if watch is not None:
            watch(done, len(ratings))
    return Measured(_means(columns), columns, tuple(rankings), len(ratings) - left_out, left_out)


def _row(ranking: Sequence[str], judged: dict[str, float] | Any) -> dict[str, float] | None:
    gain, among, found = (
        ndcg(ranking, judged),
        judged_ndcg(ranking, judged),
        recall(ranking, judged),
    )
    if gain is None or among is None or found is None:
        return None
    return {
        "ndcg@10": gain,
        "judged_ndcg@10": among,
        "recall@100": found,
        "judged@10": judged_share(ranking, judged),
        "mrr": reciprocal_rank(ranking, judged),
    }


def _means(columns: dict[str, list[float]]) -> dict[str, Any]:
    metrics: dict[str, Any] = {}
    for name, values in columns.items():
        metrics[name] = sum(values) / len(values) if values else None
        metrics[f"{name}_ci95"] = bootstrap_ci95(values)
    return metrics
