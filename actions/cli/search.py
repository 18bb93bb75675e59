"""`storeclerk search`: one query for a person to read, or many as a TREC run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.cli.output import err, out, print_json, progress
from actions.errors import BadInput

if TYPE_CHECKING:
    from retrieval.index import Index

MOST_HITS = 10_000


@click.command()
@click.argument("query", required=False)
@click.option("-k", "k", type=click.IntRange(1, MOST_HITS), default=10, help="How many hits.")
@click.option("--index", "directory", type=click.Path(path_type=Path), help="Default: var/index.")
@click.option("--language", default="en", help="The query's language.")
@click.option("--json", "as_json", is_flag=True, help="Print what /api/search answers.")
@click.option("--explain", is_flag=True, help="Show every reason and each part of the score.")
@click.option("--queries", type=click.Path(path_type=Path), help="A query a line, for a run.")
@click.option("--out", "run_file", type=click.Path(path_type=Path), help="Where the run goes.")
def command(
    query: str | None,
    k: int,
    directory: Path | None,
    language: str,
    as_json: bool,
    explain: bool,
    queries: Path | None,
    run_file: Path | None,
) -> None:
    """Search for QUERY, or for each line of a file (--queries FILE --out RUN)."""
    from actions.cli.opening import open_index, open_shop_index

    if (query is None) == (queries is None):
        raise BadInput("give either a QUERY or --queries FILE")
    if (queries is None) != (run_file is None):
        raise BadInput("--queries and --out belong together")
    lines = _lines(queries) if queries else []
    # A run is measured: it knows no merchant.
    index = open_index(directory) if queries else open_shop_index(directory)
    try:
        if run_file is not None:
            report = _run(index, lines, run_file, k, language)
            if as_json:
                print_json(report)
            else:
                out.print(f"{report['lines']:,} lines written to {run_file}.", markup=False)
            return
        _one(index, query or "", k, language, as_json, explain)
    finally:
        index.close()


def _one(index: Index, query: str, k: int, language: str, as_json: bool, explain: bool) -> None:
    from actions.cli.search_view import show

    result = index.search(query, k=k, language=language)
    if as_json:
        print_json(result.as_json())
    else:
        show(result, index.meta, explain=explain)


def _lines(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} can't be read: {error}") from error
    if not any(line.strip() for line in lines):
        raise BadInput(f"{path} holds no query")
    return lines


def _run(index: Index, queries: list[str], path: Path, k: int, language: str) -> dict[str, object]:
    """The file's line is the query's number: an empty line keeps its number and gets no hits."""
    from retrieval.evaluate import write_run

    rankings = []
    with progress("Searching") as advance:
        for done, query in enumerate(queries, 1):
            rankings.append(index.rank(query, k, language) if query.strip() else [])
            advance(done, len(queries))
    try:
        written = write_run(path, rankings)
    except OSError as error:
        raise BadInput(f"{path} can't be written: {error}") from error
    empty = sum(not ranking for ranking in rankings)
    if empty:
        err.print(f"{empty} of {len(queries)} queries found nothing.", markup=False)
    return {"run": str(path), "queries": len(queries), "lines": written, "empty": empty}
