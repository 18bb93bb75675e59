"""`storeclerk records`: a shop's own customers, orders and gift cards from files."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from actions.cli.lazy import BAD_INPUT_EXIT
from actions.cli.output import err, out, print_json, print_table, progress

if TYPE_CHECKING:
    from actions.config import Config
    from actions.records import Batch, Counts, Fault

SHOWN_FAULTS = 20
ADVICE = "Nothing was written. Mend these and give the files again; docs/records.md has each field."


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check, count what would change, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Bring in your own customers, orders and gift cards.

    FILES are JSONL or CSV, .gz too; docs/records.md tells each field. All of them are checked
    before anything is written. What is new is added and what is there is updated by its id, so
    that the same command every night keeps the assistant current; what a customer had it change
    meanwhile stays until your files say otherwise. The made-up customers and orders of the sample
    shop go with the first of your own.
    """
    from actions.config import load_config
    from actions.records import Intake
    from actions.stores import SqlStore

    config = load_config()
    batch, faults = _read(files, config)
    if not faults:
        store = SqlStore(_made(config.database_url))
        try:
            intake = Intake(store)
            faults = intake.without_customer(batch)
            if not faults:
                with progress("Checking" if dry_run else "Bringing in") as advance:
                    counts = intake.take(batch, advance, dry_run=dry_run)
        finally:
            store.close()
    if faults:
        _refuse(faults, as_json=as_json)
    odd = _odd_numbers(batch, config)
    if as_json:
        print_json(_report(counts, odd, dry_run=dry_run))
    else:
        _show(counts, odd, config, dry_run=dry_run)


def _read(files: Sequence[Path], config: Config) -> tuple[Batch, list[Fault]]:
    """Raises `BadInput` for a file that can't be read at all."""
    from actions.errors import BadInput
    from actions.records import Fault, check, read_files

    faults: list[Fault] = []
    raws = read_files(
        files, config.shop.currency, lambda place, why: faults.append(Fault(place, "", why))
    )
    batch, wrong = check(raws, ZoneInfo(config.shop.time_zone))
    if not batch.places and not faults and not wrong:
        raise BadInput(f"{', '.join(map(str, files))}: no record in it")
    return batch, sorted(faults + wrong, key=_by_place)


def _by_place(fault: Fault) -> tuple[str, int]:
    file, _, line = fault.place.rpartition(":")
    return file, int(line) if line.isdigit() else 0


def _made(url: str) -> str:
    """The folder of a SQLite file is there from now on."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    return url


def _odd_numbers(batch: Batch, config: Config) -> list[str]:
    """Orders' numbers that the assistant wouldn't know for one when a customer says them."""
    pattern = re.compile(config.shop.order_number)
    return [number for number in batch.orders if not pattern.fullmatch(number)]


def _refuse(faults: list[Fault], *, as_json: bool) -> None:
    """Ends the command."""
    if as_json:
        told = [{"place": one.place, "field": one.field, "problem": one.problem} for one in faults]
        print_json({"errors": told})
    for fault in faults[:SHOWN_FAULTS]:
        err.print(str(fault), markup=False, soft_wrap=True)
    if len(faults) > SHOWN_FAULTS:
        err.print(f"and {len(faults) - SHOWN_FAULTS:,} more (--json lists all)", markup=False)
    err.print(ADVICE, markup=False, soft_wrap=True)
    sys.exit(BAD_INPUT_EXIT)


def _report(counts: Counts, odd: list[str], *, dry_run: bool) -> dict[str, Any]:
    told = {
        f"{kind}s": {fate.value: count for fate, count in fates.items()}
        for kind, fates in counts.fates.items()
    }
    return told | {
        "dry_run": dry_run,
        "sample_orders_removed": counts.sample_orders,
        "order_numbers_not_recognised": {"count": len(odd), "examples": odd[:SHOWN_FAULTS]},
    }


def _show(counts: Counts, odd: list[str], config: Config, *, dry_run: bool) -> None:
    from actions.records.rows import Fate

    rows = [
        (kind.replace("_", " ") + "s", fates[Fate.NEW], fates[Fate.CHANGED], fates[Fate.UNCHANGED])
        for kind, fates in counts.fates.items()
    ]
    title = "Would be brought in (nothing was written)" if dry_run else "Brought in"
    print_table(title, ("", "new", "changed", "as they were"), rows)
    if counts.sample_orders:
        go = "would be removed" if dry_run else "were removed"
        out.print(
            f"The sample shop's made-up customers and their {counts.sample_orders:,} orders {go}: "
            "from now on this database holds your own.",
            markup=False,
        )
    erased = sum(fates[Fate.ERASED] for fates in counts.fates.values())
    if erased:
        err.print(f"{erased:,} orders of erased customers stay without them.", markup=False)
    if odd:
        err.print(
            f"{len(odd):,} order numbers such as {odd[0]} don't fit the pattern "
            f'order_number = "{config.shop.order_number}" of shop.toml: the assistant won\'t know '
            "them for one. Set it to your numbers' pattern.",
            markup=False,
        )
