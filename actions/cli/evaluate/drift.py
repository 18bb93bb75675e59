"""`storeclerk evaluate drift`: whether what was learnt of visits still holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.cli import output

if TYPE_CHECKING:
    from retrieval.personal.predict.drift import Drift


@click.command()
@click.option(
    "--events", type=click.Path(path_type=Path),
    help="A file as `train predict` reads it. Without it the shop's own are read.",
)  # fmt: skip
@click.option(
    "--model", "folder", type=click.Path(path_type=Path, file_okay=False),
    help="Folder of `train predict`. By default var/models/predict.",
)  # fmt: skip
@click.option("--weeks", type=click.IntRange(1, 520), default=4, show_default=True)
@click.option(
    "--out", "target", type=click.Path(path_type=Path, dir_okay=False), help="The report as JSON."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    events: Path | None, folder: Path | None, weeks: int, target: Path | None, as_json: bool
) -> None:
    """How far the visits of the last weeks lie from those that were learnt from, thing by thing
    (population stability index), and whether the chances still come true.

    Below .1 is steady, above .25 is another population: then train anew.
    """
    import json

    from actions.cli.foreseeing import records_of
    from actions.config import load_config
    from actions.errors import NotFound
    from retrieval.personal.predict.drift import drifted
    from retrieval.personal.predict.forecast import Forecast

    config = load_config()
    forecast = Forecast.load(folder or config.path("predictor"))
    records = records_of(config, events)
    since = records.until - timedelta(weeks=weeks)
    found = drifted(forecast, records.visits, since, records.until)
    if found is None:
        raise NotFound(f"no visit of the last {weeks} weeks is over: there is nothing to compare")
    told = {"until": records.until.isoformat(), "weeks_back": weeks, **found.as_json()}
    if target is not None:
        target.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    if as_json:
        output.print_json(told)
    else:
        _show(found, weeks)


def _show(found: Drift, weeks: int) -> None:
    from retrieval.personal.predict.drift import verdict

    title = (
        f"{found.visits:,} visits of {weeks} weeks, {100 * found.fresh:.0f} % since the learning"
    )
    rows = [(name, f"{psi:.3f}", verdict(psi)) for name, psi in found.stability.items()]
    output.print_table(title, ("known of a visit", "PSI", ""), rows)
    by_week = [
        (f"{one.begins:%Y-%m-%d}", f"{one.rows:,}", f"{one.foreseen:.3f}", f"{one.came:.3f}")
        for one in found.weeks
    ]
    output.print_table("Purchases", ("week from", "moments", "foreseen", "came"), by_week)
    learnt = "" if found.learnt_error is None else f"; {found.learnt_error:.4f} when it was learnt"
    told = f"calibration error {found.calibration_error:.4f}{learnt}"
    output.out.print(told, markup=False)
