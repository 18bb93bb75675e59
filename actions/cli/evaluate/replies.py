"""`storeclerk evaluate replies`: is what was said true, by an eye that didn't write it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import err, print_json, print_table, progress

if TYPE_CHECKING:
    from llm.evaluate import Report

SHOWN = 20
FIGURES = ("faithful", "coverage", "facts_said", "fallback_share", "bleu", "slot_error")
COUNTS = ("rows", "unfaithful", "distinct_wordings", "references")


@click.command()
@click.option(
    "--in", "replies", type=click.Path(path_type=Path), required=True,
    help="JSONL: {id, reply, evidence, source}, with the request's fields or beside --requests.",
)  # fmt: skip
@click.option(
    "--requests", type=click.Path(path_type=Path), help="JSONL of the requests, joined by id."
)
@click.option(
    "--catalog", type=click.Path(path_type=Path),
    help="Products as JSONL: whatever is a value there is a fact, and may be said of its own only.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), help="CSV a reply: row, prediction (1 true), score."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    replies: Path, requests: Path | None, catalog: Path | None, out: Path | None, as_json: bool
) -> None:
    """Hold each reply's final text against the records of its request.

    Numbers, prices, dates, colours, names, stock, states, quotes, negations and comparisons must
    be in the records; what isn't is printed with the reason. A `reference` column adds BLEU and
    slot error.
    """
    from actions.config import load_config
    from actions.errors import BadInput
    from llm.evaluate import BadRow, Checker, evaluate, read_rows, vocabulary
    from llm.evaluate.rows import read_products

    try:
        rows = read_rows(replies, requests)
        products = read_products(catalog) if catalog else []
    except (BadRow, OSError) as error:
        raise BadInput(str(error)) from error
    checker = Checker(load_config().languages_dir, vocabulary([*rows, {"products": products}]))
    with progress("Checking replies") as advance:
        report = evaluate(rows, checker, advance)
    if out is not None:
        _write(out, report)
    _explain(rows, report)
    if as_json:
        print_json(report.metrics)
    else:
        _show(report.metrics)


def _write(out: Path, report: Report) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("row", "prediction", "score"))
        for number, verdict in enumerate(report.verdicts):
            score = 1 / (1 + len(verdict.problems))
            writer.writerow((number, int(verdict.faithful), f"{score:.4f}"))


def _explain(rows: list[dict[str, Any]], report: Report) -> None:
    """The unfaithful ones, on stderr: text as text, never markup."""
    false = [pair for pair in zip(rows, report.verdicts, strict=True) if not pair[1].faithful]
    for row, verdict in false[:SHOWN]:
        err.print(f"{row.get('id')} ({row.get('task')}): {row['reply']}", markup=False)
        for problem in verdict.problems:
            err.print(f"    {problem}", markup=False, style="red")
    if len(false) > SHOWN:
        err.print(f"... and {len(false) - SHOWN} more; --out names every row", markup=False)


def _show(metrics: dict[str, Any]) -> None:
    table = []
    for name in FIGURES:
        if name in metrics:
            low, high = metrics[f"{name}_ci95"]
            table.append((name, metrics[name], f"{low:.4f} to {high:.4f}"))
    table += [(name, metrics[name], "") for name in COUNTS if name in metrics]
    print_table("Replies against their records", ("figure", "value", "95 %"), table)
    tasks = [(task, *figures.values()) for task, figures in metrics["tasks"].items()]
    print_table(
        "By task", ("task", "rows", "unfaithful", "coverage", "templates", "wordings"), tasks
    )
    if metrics["problems"]:
        print_table("What is wrong", ("kind", "replies"), list(metrics["problems"].items()))
