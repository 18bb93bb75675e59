"""`storeclerk evaluate search`: relevance by human ratings, beside the single retrievers."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import out, print_json, print_table, progress
from actions.errors import BadInput

if TYPE_CHECKING:
    from retrieval.evaluate import Measured, Ranker, Ratings
    from retrieval.index import Index

COLUMNS = ("ndcg@10", "judged_ndcg@10", "recall@100", "judged@10")
OF_KNOWN_ITEMS = ("ndcg@10", "mrr", "recall@100")
SINGLE = ("bm25", "vectors")
"""What a ranking must beat: the better of these, in the same run."""
OURS = "storeclerk"
TREC = (".qrels", ".qrel", ".trec")


@click.command()
@click.option(
    "--ratings",
    type=click.Path(path_type=Path),
    help="CSV with the columns query,docid,rating, or TREC's .qrels with --queries.",
)
@click.option("--queries", type=click.Path(path_type=Path), help="The texts of a .qrels file.")
@click.option(
    "--known-item",
    "made_up",
    type=click.IntRange(1),
    metavar="N",
    help="Instead: N queries made up from descriptions, each with the product it was made from.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the made-up queries.")
@click.option("--write", type=click.Path(path_type=Path), help="Keep those as a ratings CSV.")
@click.option("--index", "directory", type=click.Path(path_type=Path), help="Default: var/index.")
@click.option("--language", default="en", help="The queries' language.")
@click.option("--compare", is_flag=True, help="Add BM25 over all fields and both fusions.")
@click.option("--out", "run_file", type=click.Path(path_type=Path), help="Write our run (TREC).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    ratings: Path | None,
    queries: Path | None,
    made_up: int | None,
    seed: int,
    write: Path | None,
    directory: Path | None,
    language: str,
    compare: bool,
    run_file: Path | None,
    as_json: bool,
) -> None:
    """nDCG@10 and its kin on people's ratings, beside BM25 alone and vectors alone.

    Queries without a product rated above 0 are left out and counted. The last lines say how many
    times as good ours is as the better single retriever, over the same queries.
    """
    from actions.cli.opening import open_index
    from retrieval.evaluate import known_items, write_run

    if (ratings is None) == (made_up is None):
        raise BadInput("give either --ratings FILE or --known-item N")
    judged = _read(ratings, queries) if ratings else {}
    index = open_index(directory)
    try:
        if made_up is not None:
            judged = known_items(index.products(), made_up, seed)
        measured = _measure(_rankers(index, language, compare), judged)
    finally:
        index.close()
    if write is not None:
        _keep(judged, write)
    if run_file is not None:
        write_run(run_file, measured[OURS].rankings)
    if as_json:
        print_json(_report(measured))
    else:
        _show(measured, COLUMNS if made_up is None else OF_KNOWN_ITEMS)


def _read(ratings: Path, queries: Path | None) -> Ratings:
    from retrieval.evaluate import read_qrels, read_ratings

    if ratings.suffix not in TREC:
        return read_ratings(ratings)
    if queries is None:
        raise BadInput(f"{ratings} names queries by number: give their texts with --queries FILE")
    return read_qrels(ratings, queries)


def _keep(ratings: Ratings, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("query", "docid", "rating"))
        for query, judged in ratings.items():
            rows.writerows((query, product_id, f"{r:g}") for product_id, r in judged.items())


def _rankers(index: Index, language: str, compare: bool) -> dict[str, Ranker]:
    from retrieval.rank import FUSION

    names = [*SINGLE, *(["bm25_fields", "rank_fusion"] if compare else [])]
    rankers: dict[str, Ranker] = {name: partial(_baseline, index, name) for name in names}
    if compare:
        rankers["fixed_fusion"] = lambda query, depth: index.rank(query, depth, language, FUSION)
    return {**rankers, OURS: lambda query, depth: index.rank(query, depth, language)}


def _baseline(index: Index, name: str, query: str, depth: int) -> list[tuple[str, float]]:
    return index.baseline(name, query, depth)


def _measure(rankers: dict[str, Ranker], ratings: Ratings) -> dict[str, Measured]:
    from retrieval.evaluate import measure

    measured = {}
    for name, ranker in rankers.items():
        with progress(f"Ranking by {name}") as advance:
            measured[name] = measure(ranker, ratings, advance)
    return measured


def _against(measured: dict[str, Measured], column: str) -> dict[str, Any]:
    """Ours beside the better of the single retrievers, query by query."""
    from retrieval.evaluate import paired_ci95

    ours = measured[OURS]
    if not ours.queries:
        return {}
    best = max(SINGLE, key=lambda name: measured[name].metrics[column])
    pairs = paired_ci95(ours.columns[column], measured[best].columns[column])
    return {"baseline": best, **pairs}


def _report(measured: dict[str, Measured]) -> dict[str, Any]:
    """Our own figures by their names, and the others under theirs."""
    others = {name: m.as_json() for name, m in measured.items() if name != OURS}
    against = {column: _against(measured, column) for column in COLUMNS[:2]}
    return measured[OURS].as_json() | {"baselines": others, "against_best": against}


def _show(measured: dict[str, Measured], columns: tuple[str, ...]) -> None:
    rows = []
    for name, result in measured.items():
        low, high = result.metrics["ndcg@10_ci95"]
        interval = f"{low:.3f}-{high:.3f}"
        rows.append((name, *(result.metrics[column] for column in columns), interval))
    ours = measured[OURS]
    title = f"{ours.queries} queries, {ours.left_out} left out"
    print_table(title, ("ranking", *columns, "ndcg@10 95 %"), rows)
    for column in columns[:2]:
        told = _against(measured, column)
        if told:
            out.print(_sentence(column, told), markup=False)


def _sentence(column: str, told: dict[str, Any]) -> str:
    (low, high), (worst, best) = told["ratio_ci95"], told["difference_ci95"]
    return (
        f"{column}: {told['ratio']:.3f} x {told['baseline']} (95 % {low:.3f}-{high:.3f}), "
        f"{told['difference']:+.4f} ({worst:+.4f} to {best:+.4f}), "
        f"better in {told['better_in']:.1%} of the draws"
    )
