"""`storeclerk evaluate constraints`: does search understand, obey and say so? Owns the command."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.cli.output import out, print_json, print_table, progress

if TYPE_CHECKING:
    from retrieval.evaluate.constraints import Figures, Suite
    from retrieval.index import Index
    from retrieval.values import SearchResult

SHOWN = 15
BARS = {
    "violations": "0",
    "recognised": ">= .97",
    "false_share": "<= .01",
    "needless_relaxations": "0",
}


@click.command()
@click.option(
    "--suite",
    "suites",
    type=click.Path(path_type=Path),
    required=True,
    multiple=True,
    help="A file of cases, words.toml beside it; give more than one for one catalogue together.",
)
@click.option("--index", "directory", type=click.Path(path_type=Path), help="Default: var/index.")
@click.option("--language", default="en", help="The queries' language.")
@click.option("--mark", is_flag=True, help="Only list the cases whose `satisfiable` is wrong.")
@click.option("--all", "show_all", is_flag=True, help="List every failure.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    suites: tuple[Path, ...],
    directory: Path | None,
    language: str,
    mark: bool,
    show_all: bool,
    as_json: bool,
) -> None:
    """Judge the first page of every query in a suite, by titles, attributes and prices.

    The index must hold the suite's catalogue. For those beside the sample shop:

    \b
      storeclerk index products.jsonl.gz --mapping icecat --index var/icecat
      storeclerk evaluate constraints --suite tests/constraints/icecat.toml --index var/icecat
    """
    from actions.cli.opening import open_index
    from retrieval.evaluate.constraints import Figures, judge_suite, read_suite

    read = [read_suite(path) for path in suites]
    index = open_index(directory)
    try:
        if mark:
            _mark(index, read)
            return
        figures = Figures()
        for suite in read:
            with progress(f"Judging {suite.name}") as advance:
                found = judge_suite(partial(_search, index, language), suite, advance)
            figures = figures.merge(found)
    finally:
        index.close()
    if as_json:
        print_json(figures.as_json())
    else:
        _show(figures, None if show_all else SHOWN)


def _search(index: Index, language: str, query: str, k: int) -> SearchResult:
    return index.search(query, k=k, language=language)


def _mark(index: Index, suites: list[Suite]) -> None:
    """What the catalogue says of each case, beside what its author did."""
    from retrieval.evaluate.constraints.run import satisfying

    products = list(index.products())
    for suite in suites:
        for case in suite.cases:
            record = satisfying(case, products, suite.words)
            if (record is not None) != case.satisfiable:
                by = f"by {record.product.title}" if record else "by nothing"
                out.print(f"{suite.name}: {case.query!r} is satisfied {by}", markup=False)


def _show(figures: Figures, most: int | None) -> None:
    from retrieval.evaluate.constraints.figures import Fault

    report = figures.as_json()
    rows = [(k, v, BARS.get(k, "")) for k, v in report.items() if k != "failures"]
    print_table("Promises", ("figure", "value", "bar"), rows)
    for fault in Fault:
        failures = list(figures.of(fault))
        if failures:
            out.print(f"\n{fault.value}: {len(failures)}", markup=False)
        for failure in failures[:most]:
            out.print(f"  {failure.query!r}: {failure.detail}", markup=False)
