"""The plain retrievers, to compare with: none of them understands anything. Owns no ranking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from retrieval.backends.base import Candidates
from retrieval.backends.fusion import reciprocal_rank
from retrieval.parts import Parts

Baseline: TypeAlias = Callable[[str, int], Candidates]


def baselines(parts: Parts) -> dict[str, Baseline]:
    """By name: `bm25` (title and description), `bm25_fields` (category, brand and attributes
    beside them), `vectors`, and the last two fused by rank (`rank_fusion`)."""
    ranking = parts.ranking

    def by_text(query: str, depth: int) -> Candidates:
        return parts.words.search_text(query, depth)

    def by_words(query: str, depth: int) -> Candidates:
        return ranking.words.search(query, depth)

    def by_meaning(query: str, depth: int) -> Candidates:
        return ranking.vectors.search(parts.encode(query), depth)

    def by_both_ranks(query: str, depth: int) -> Candidates:
        return reciprocal_rank(by_words(query, depth), by_meaning(query, depth))

    return {
        "bm25": by_text,
        "bm25_fields": by_words,
        "vectors": by_meaning,
        "rank_fusion": by_both_ranks,
    }
