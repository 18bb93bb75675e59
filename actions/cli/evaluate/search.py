"""`storeclerk evaluate search`: relevance by human ratings, beside the single retrievers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import print_json, print_table, progress

if TYPE_CHECKING:
    from retrieval.evaluate import Measured, Ranker, Ratings
    from retrieval.index import Index

COLUMNS = ("ndcg@10", "judged_ndcg@10", "recall@100", "judged@10")
OURS = "storeclerk"


@click.command()
@click.option(
    "--ratings",
    type=click.Path(path_type=Path),
    required=True,
    help="CSV with the columns query,docid,rating.",
)
@click.option("--index", "directory", type=click.Path(path_type=Path), help="Default: var/index.")
@click.option("--language", default="en", help="The queries' language.")
@click.option("--compare", is_flag=True, help="Add rank fusion to the table.")
@click.option("--out", "run_file", type=click.Path(path_type=Path), help="Write our run (TREC).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    ratings: Path,
    directory: Path | None,
    language: str,
    compare: bool,
    run_file: Path | None,
    as_json: bool,
) -> None:
    """nDCG@10 and its kin on people's ratings, beside BM25 alone and vectors alone.

    Queries without a product rated above 0 are left out and counted.
    """
    from actions.cli.opening import open_index
    from retrieval.evaluate import read_ratings, write_run

    judged = read_ratings(ratings)
    index = open_index(directory)
    try:
        measured = _measure(_rankers(index, language, compare), judged)
    finally:
        index.close()
    if run_file is not None:
        write_run(run_file, measured[OURS].rankings)
    if as_json:
        print_json(_report(measured))
    else:
        _show(measured)


def _rankers(index: Index, language: str, compare: bool) -> dict[str, Ranker]:
    from retrieval.rank import FUSION

    names = ["bm25", "vectors", *(["bm25_fields", "rank_fusion"] if compare else [])]
    single: dict[str, Ranker] = {name: partial(_baseline, index, name) for name in names}
    if compare:
        single["fixed_fusion"] = lambda query, depth: index.rank(query, depth, language, FUSION)
    return {**single, OURS: lambda query, depth: index.rank(query, depth, language)}


def _baseline(index: Index, name: str, query: str, depth: int) -> list[tuple[str, float]]:
    return index.baseline(name, query, depth)


def _measure(rankers: dict[str, Ranker], ratings: Ratings) -> dict[str, Measured]:
    from retrieval.evaluate import measure

    measured = {}
    for name, ranker in rankers.items():
        with progress(f"Ranking by {name}") as advance:
            measured[name] = measure(ranker, ratings, advance)
    return measured


def _report(measured: dict[str, Measured]) -> dict[str, Any]:
    """Our own figures by their names, and the others under theirs."""
    others = {name: m.as_json() for name, m in measured.items() if name != OURS}
    return measured[OURS].as_json() | {"baselines": others}


def _show(measured: dict[str, Measured]) -> None:
    rows = []
    for name, result in measured.items():
        low, high = result.metrics["ndcg@10_ci95"]
        interval = f"{low:.3f}-{high:.3f}"
        rows.append((name, *(result.metrics[column] for column in COLUMNS), interval))
    ours = measured[OURS]
    title = f"{ours.queries} queries, {ours.left_out} left out"
    print_table(title, ("ranking", *COLUMNS, "ndcg@10 95 %"), rows)
