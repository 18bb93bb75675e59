"""`storeclerk simulate`: scripted customers against a running assistant, and what came of it.

Owns the command; who is simulated, and how it is judged, is `actions.simulate`'s.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.cli.output import out, print_json, print_table, progress
from actions.errors import BadInput

if TYPE_CHECKING:
    from actions.simulate.case import Outcome

STYLE_NAMES = ("mixed", "plain", "terse", "chatty", "rude", "typos", "undecided")
SHOWN = 12


@click.command(name="simulate")
@click.option("--conversations", type=click.IntRange(1), default=100, show_default=True,
              help="How many, on the sample shop.")  # fmt: skip
@click.option("--tau2", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="tau2-retail's folder, in place of the sample shop.")  # fmt: skip
@click.option("--tasks", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="A tasks file of tau2-retail's form.")  # fmt: skip
@click.option("--rules", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="The service rules, where they aren't the shop's own.")  # fmt: skip
@click.option("--runs", type=click.IntRange(1), default=1, show_default=True,
              help="How often each task, each time in other words.")  # fmt: skip
@click.option("--style", type=click.Choice(STYLE_NAMES), default="mixed", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--at-once", type=click.IntRange(1, 64), default=4, show_default=True,
              help="How many conversations go on at the same time.")  # fmt: skip
@click.option("--database", help="Its URL (default: a SQLite file that goes away).")
@click.option("--server", help="A server that runs already; --database has to be its own.")
@click.option("--templates", is_flag=True, help="Word replies without the generator: quicker.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False),
              help="Where the shop's files lie, and stay: its logs, its database.")  # fmt: skip
@click.option("--out", "transcripts_to", type=click.Path(path_type=Path, dir_okay=False),
              help="Write the transcripts there (Markdown).")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    conversations: int,
    tau2: Path | None,
    tasks: Path | None,
    rules: Path | None,
    runs: int,
    style: str,
    seed: int,
    at_once: int,
    database: str | None,
    server: str | None,
    templates: bool,
    folder: Path | None,
    transcripts_to: Path | None,
    as_json: bool,
) -> None:
    """Hold conversations with a shop of its own, and judge its database afterwards.

    Customers send text and read what a widget gets. Records are put back before each conversation:
    never name the database of a shop that serves.
    """
    from actions.simulate.plan import Plan
    from actions.simulate.session import hold

    if bool(tau2) != bool(tasks):
        raise click.UsageError("--tau2 and --tasks go together")
    if tau2 and not rules:
        raise click.UsageError("--tau2 needs --rules: what that shop's policy allows, as a file")
    if server and not database:
        raise BadInput("--server needs --database: what a conversation did is read there")
    plan = Plan(
        conversations, tau2, tasks, rules, runs, style, seed, at_once,
        database or "", server or "", templates, folder,
    )  # fmt: skip
    with progress("Conversations", always=True) as advance:
        outcomes = hold(plan, advance)
    _tell(outcomes, transcripts_to, as_json=as_json)


def _tell(outcomes: list[Outcome], transcripts_to: Path | None, *, as_json: bool) -> None:
    from actions.simulate.report import causes, figures, transcripts

    if transcripts_to:
        transcripts_to.write_text(transcripts(outcomes), encoding="utf-8")
    told = figures(outcomes)
    if as_json:
        print_json(told)
        return
    rows = [(name, value) for name, value in told.items() if name != "not_reached"]
    print_table("Conversations", ("", ""), rows)
    if told["not_reached"]:
        print_table("Not reached, by cause", ("cause", "conversations"), causes(outcomes)[:SHOWN])
    if transcripts_to:
        out.print(f"Transcripts: {transcripts_to}", markup=False)
