"""`storeclerk train data-to-text`: a GPT-2 that words dialogue acts (files of RNNLG's form)."""

from __future__ import annotations

from pathlib import Path

import click

from actions.cli import output


@click.command()
@click.option(
    "--train", "path", type=click.Path(path_type=Path, dir_okay=False), required=True,
    help="JSON[.gz]: [[act, sentence, ...], ...].",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True,
    help="Folder to write. It holds the file's sentences too, as templates.",
)  # fmt: skip
@click.option(
    "--members", type=click.IntRange(min=1), default=3, show_default=True,
    help="Models that draw and judge together.",
)  # fmt: skip
@click.option("--passes", type=click.IntRange(min=1), default=12, show_default=True)
@click.option("--seed", type=int, default=17, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(
    path: Path, out: Path, members: int, passes: int, seed: int, threads: int, as_json: bool
) -> None:
    """Train on all rows of a file but a few, drawn, that say when to stop."""
    import torch

    from llm.data_to_text.folder import save
    from llm.data_to_text.rows import read_rows
    from llm.data_to_text.training import Recipe, train

    torch.set_num_threads(threads)
    rows = read_rows(path)
    with output.progress("training", always=True) as advance:
        trained = train(rows, Recipe(members=members, passes=passes, seed=seed), advance)
    save(trained, rows, out)
    kept = [member.passes[member.best] for member in trained.members]
    figures = {
        "rows": len(rows),
        "members": len(kept),
        "passes": passes,
        "best_pass": [member.best + 1 for member in trained.members],
        "loss": [round(one.held_out, 4) for one in kept],
        "out": str(out),
    }
    if as_json:
        output.print_json(figures)
        return
    told = [(name.replace("_", " "), value) for name, value in figures.items()]
    output.print_table("data to text", ("", ""), told)
