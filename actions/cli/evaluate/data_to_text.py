"""`storeclerk evaluate data-to-text`: BLEU and slot error by RNNLG's own method."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli import output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llm.data_to_text.rows import Row
    from llm.data_to_text.writer import Wording

SUFFIXES = ("", "_best", "_unverified", "_best_unverified")


@click.command()
@click.option("--model", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option(
    "--test", "path", type=click.Path(path_type=Path, dir_okay=False), required=True,
    help="JSON[.gz]: [[act, sentence, ...], ...]; sentences are read by the scorer only.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="CSV a row: row, prediction, score.")
@click.option(
    "--top", type=click.IntRange(min=1), default=5, show_default=True,
    help="Sentences of a row that count, the best first; the set's own count takes 5.",
)  # fmt: skip
@click.option(
    "--candidates", type=click.IntRange(min=2), default=32, show_default=True,
    help="Drawn for each act.",
)  # fmt: skip
@click.option("--seed", type=int, default=17, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    model: Path, path: Path, out: Path | None, top: int, candidates: int, seed: int,
    threads: int, as_json: bool,
) -> None:  # fmt: skip
    """Word every act of a file, check what is said, and count BLEU and slot error."""
    import torch

    from llm.data_to_text.candidates import Drawing
    from llm.data_to_text.folder import open_writer
    from llm.data_to_text.report import report
    from llm.data_to_text.rows import read_rows
    from llm.data_to_text.writer import Writing

    torch.set_num_threads(threads)
    rows = read_rows(path)
    writing = Writing(top=top, drawing=Drawing(count=candidates, seed=seed))
    writer = open_writer(model, writing)
    started = time.perf_counter()
    with output.progress("wording", always=True) as advance:
        wordings = writer.write([row.act for row in rows], advance)
    seconds = time.perf_counter() - started
    if out:
        _write(out, rows, wordings)
    figures = report(rows, wordings) | {"seconds": round(seconds, 1), "model": str(model)}
    if as_json:
        output.print_json(figures)
        return
    _print(figures, top)


def _write(out: Path, rows: Sequence[Row], wordings: Sequence[Wording]) -> None:
    from llm.data_to_text.slots import lexicalise

    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("row", "prediction", "score"))
        for number, (row, wording) in enumerate(zip(rows, wordings, strict=True)):
            best = wording.verified[0]
            writer.writerow((number, lexicalise(best.sentence, row.act), f"{best.score:.4f}"))


def _print(figures: dict[str, Any], top: int) -> None:
    names = {
        "": f"verified, the best {top}",
        "_best": "verified, the best",
        "_unverified": f"unverified, the best {top}",
        "_best_unverified": "unverified, the best",
    }
    rows = [
        (
            names[suffix],
            _interval(figures, f"bleu{suffix}", "{:.4f}"),
            _interval(figures, f"slot_error{suffix}", "{:.2%}"),
        )
        for suffix in SUFFIXES
    ]
    title = f"{figures['rows']} rows, {figures['seconds']:.0f} s"
    output.print_table(title, ("", "BLEU", "slot error"), rows)
    output.out.print(
        f"Drawn again: {figures['drawn_again_share']:.2%}, template: "
        f"{figures['fallback_share']:.2%}. Slot error with what the set leaves out: "
        f"{figures['slot_error_strict']:.2%}.",
        markup=False,
    )


def _interval(figures: dict[str, Any], name: str, form: str) -> str:
    low, high = figures[f"{name}_ci95"]
    return f"{form.format(figures[name])} ({form.format(low)} to {form.format(high)})"
