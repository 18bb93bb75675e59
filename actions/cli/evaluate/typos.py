"""`storeclerk evaluate typos`: does a slip of the finger cost the page? Owns the command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import out, print_json, print_table, progress

if TYPE_CHECKING:
    from retrieval.evaluate.typos import Slip
    from retrieval.index import Index

PAGE = 10
WORST = 30


@click.command()
@click.option(
    "--index",
    "directories",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Default: var/index; give more than one to share the words out among them.",
)
@click.option("--words", "count", type=click.IntRange(1), default=500, help="How many.")
@click.option("--seed", type=int, default=20261126, help="Of the words and of the slips.")
@click.option("--language", default="en", help="The words' language.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    directories: tuple[Path, ...], count: int, seed: int, language: str, as_json: bool
) -> None:
    """Mistype words of the catalogue's titles and count what is left of the first ten.

    One random edit a word, one or two from seven letters on. The page of the word as it stands
    is the measure; beside it BM25 alone, by its own pages.
    """
    from actions.cli.opening import open_index

    places: list[Path | None] = list(directories) or [None]
    slips: list[Slip] = []
    for number, directory in enumerate(places):
        share = count // len(places) + (number < count % len(places))
        index = open_index(directory)
        try:
            slips += _measure(index, share, seed + number, language)
        finally:
            index.close()
    report = _report(slips)
    if as_json:
        print_json(report)
    else:
        _show(report)


def _measure(index: Index, count: int, seed: int, language: str) -> list[Slip]:
    from retrieval.evaluate.typos import all_words, draw_slips, measure_typos, title_words

    def ours(query: str) -> list[str]:
        hits = index.search(query, k=PAGE, language=language).hits
        return [hit.product.product_id for hit in hits]

    def baseline(query: str) -> list[str]:
        return [product for product, _ in index.baseline("bm25", query, PAGE)]

    products = list(index.products())
    slips = draw_slips(title_words(products), all_words(products), seed)
    with progress(f"Mistyping {index.meta.name}") as advance:
        return measure_typos(ours, baseline, slips, count, advance)


def _report(slips: list[Slip]) -> dict[str, Any]:
    worst = sorted(slips, key=lambda slip: (slip.kept, slip.word))[:WORST]
    return {
        "words": len(slips),
        "kept": _mean(slips),
        "kept_one_edit": _mean([slip for slip in slips if slip.edits == 1]),
        "kept_two_edits": _mean([slip for slip in slips if slip.edits > 1]),
        "kept_by_bm25": _mean(slips, "kept_by_baseline"),
        "lost_wholly": sum(slip.kept == 0 for slip in slips),
        "worst": [slip.as_json() for slip in worst if slip.kept < 1],
    }


def _mean(slips: list[Slip], of: str = "kept") -> float | None:
    return round(sum(getattr(slip, of) for slip in slips) / len(slips), 4) if slips else None


def _show(report: dict[str, Any]) -> None:
    rows = [(name, value) for name, value in report.items() if name != "worst"]
    print_table("Mistyped words (bar: .90 kept)", ("figure", "value"), rows)
    for slip in report["worst"]:
        line = f"  {slip['word']} typed as {slip['typed']}: {slip['kept']:.0%} kept"
        out.print(line, markup=False)
