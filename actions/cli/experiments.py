"""`storeclerk experiments`: what is tried on visitors, and what came of it so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import out, print_json, print_table

if TYPE_CHECKING:
    from actions.experiments.service import Experiments


@click.group(name="experiments")
def command() -> None:
    """One way against another, on visitors who agreed to be counted. Start them at
    /admin/experiments."""


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_experiments(as_json: bool) -> None:
    """List them, the newest first, and how levers are set."""
    with _experiments() as experiments:
        found = experiments.listed()
    if as_json:
        print_json(found)
        return
    rows = [
        (one["experiment_id"], one["name"], one["lever"], one["state"], one["visitors"],
         one["verdict"]["code"])
        for one in found["experiments"]
    ]  # fmt: skip
    if rows:
        columns = ("experiment", "name", "lever", "state", "visitors", "says")
        print_table("Experiments", columns, rows)
    else:
        out.print("Nothing has been tried yet.")
    set_now = [(one["lever"], one["value"], one["about"]) for one in found["levers"]]
    print_table("Set for everybody", ("lever", "value", "what it is"), set_now)


@command.command(name="show")
@click.argument("experiment_id")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show_experiment(experiment_id: str, as_json: bool) -> None:
    """Show one with its figures: shares as they are, revenue in minor units."""
    with _experiments() as experiments:
        one = experiments.of(experiment_id)
    if as_json:
        print_json(one)
    else:
        _show(one)


def _show(one: dict[str, Any]) -> None:
    rows = [
        (arm["name"], arm["value"], arm["visitors"], arm["counted"], arm["with_outcome"],
         float(arm["mean"]))
        for arm in one["arms"]
    ]  # fmt: skip
    columns = ("arm", "value", "visitors", "window over", f"with {one['measure']}", "mean")
    print_table(one["name"], columns, rows)
    for compared in one["comparisons"]:
        name = one["arms"][compared["arm"]]["name"]
        if compared["estimate"] is None:
            out.print(f"{name}: too early to say.", markup=False)
            continue
        out.print(
            f"{name}: {compared['estimate']:+.4f}, between {compared['low']:+.4f} and "
            f"{compared['high']:+.4f}, whenever you look.",
            markup=False,
        )
    if one["uneven"]:
        out.print("The arms didn't get the shares of visitors that they should have.")
    out.print(f"{one['state']}: {one['verdict']['code'].replace('_', ' ')}.", markup=False)


@contextmanager
def _experiments() -> Iterator[Experiments]:
    from actions.config import load_config
    from actions.experiments.opening import trying
    from actions.stores.engine import open_engine
    from actions.stores.migrate import migrate

    config = load_config()
    engine = open_engine(config.database_url)
    try:
        migrate(engine)
        yield trying(engine, config.shop.currency).experiments
    finally:
        engine.dispose()
