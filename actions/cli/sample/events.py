"""`storeclerk sample events`: made-up visits, to a file or into the sample shop's database."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import out, print_json

if TYPE_CHECKING:
    from actions.config import Config


@click.command()
@click.option(
    "--out", "target", type=click.Path(path_type=Path, dir_okay=False),
    help="Write them to a CSV; without it they go into the sample shop's database.",
)  # fmt: skip
@click.option("--until", help="ISO time that the last of them lie before; now unless said.")
@click.option("--seed", type=int, help="Other visits by the same shoppers.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(target: Path | None, until: str | None, seed: int | None, as_json: bool) -> None:
    """Draw visits of made-up shoppers to the sample shop, so that its pages show something.

    They say nothing of any shop: their shoppers are invented (data/catalog/shoppers.toml). A
    database that holds a shop's own records doesn't take them.
    """
    from actions.config import load_config
    from actions.sample.visits import SEED, made_up_visits

    config = load_config()
    records = made_up_visits(
        config.root / "data" / "catalog", _moment(until), SEED if seed is None else seed
    )
    if target is not None:
        _write(target, records)
    else:
        _put(config, records)
    told = {
        "made_up": True,
        "events": len(records),
        "sessions": len({one["session"] for one in records}),
        "visitors": len({one["visitor"] for one in records}),
        "to": str(target) if target else "database",
    }
    if as_json:
        print_json(told)
        return
    where = str(target) if target else "the sample shop's database"
    sentence = f"{told['events']:,} made-up events of {told['visitors']:,} made-up visitors"
    out.print(f"{sentence} written to {where}.", markup=False)


def _put(config: Config, records: list[dict[str, Any]]) -> None:
    """With the sample's orders, where nothing has been kept yet and its catalogue is the index."""
    from actions.personal.forecast.made_up import put_made_up
    from actions.settings import SAMPLE_INDEX
    from actions.stores import SqlStore
    from actions.stores.sample import load_sample
    from retrieval.meta import load_meta

    store = SqlStore(config.database_url)
    try:
        if load_meta(config.path("index")).name == SAMPLE_INDEX:
            load_sample(store, config.root / "data" / "catalog", datetime.now(UTC).date())
        put_made_up(store, records)
    finally:
        store.close()


def _moment(text: str | None) -> datetime:
    from actions.errors import BadInput

    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"--until {text} is no ISO time: {error}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _write(target: Path, records: list[dict[str, Any]]) -> None:
    from actions.sample.visits import COLUMNS

    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS)
        rows.writeheader()
        rows.writerows(records)
