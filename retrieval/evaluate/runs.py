"""Rankings as TREC runs: `number Q0 docid rank score tag`, a line a product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO, TypeAlias

Ranking: TypeAlias = Sequence[tuple[str, float]]
"""(product id, score), best first."""

TAG = "storeclerk"


def write_run(path: Path, rankings: Iterable[Ranking], tag: str = TAG) -> int:
    """One ranking a query, numbered from 1. Hands back how many lines were written.

    Scores are made to fall strictly, as TREC's tools sort by score and not by rank.
    """
    with path.open("w", encoding="utf-8") as file:
        return sum(
            write_ranking(file, number, ranking, tag) for number, ranking in enumerate(rankings, 1)
        )


def write_ranking(file: TextIO, number: int, ranking: Ranking, tag: str = TAG) -> int:
    for place, (product_id, _) in enumerate(ranking, 1):
        name = "_".join(product_id.split()) or "_"
        file.write(f"{number} Q0 {name} {place} {len(ranking) - place + 1} {tag}\n")
    return len(ranking)


def read_run(path: Path) -> Mapping[int, list[str]]:
    """query number -> product ids by rank."""
    ranked: dict[int, list[tuple[int, str]]] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            number, _, product_id, rank, _, _ = line.split()
            ranked.setdefault(int(number), []).append((int(rank), product_id))
    return {number: [p for _, p in sorted(places)] for number, places in ranked.items()}
