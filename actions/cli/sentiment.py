"""`storeclerk sentiment`: reviews from a file into the shop's database, heard on the way."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from actions.cli.output import out, print_json, print_table

if TYPE_CHECKING:
    from actions.config import Config
    from actions.feelings.review import ReviewRecord
    from actions.feelings.reviews import ReviewTable

SHOWN = 12
ADVICE = (
    'Reviews are JSONL, one object a line: {"product_id": "FL-0001", "text": "Fits well."}; a '
    "spreadsheet or a CSV is to be turned into that"
)


@click.command()
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option("--product", "product_id", default="", help="Report on this product alone.")
@click.option("--aspect", default="", help="Report on this aspect alone.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day that counts.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def command(
    source: Path | None, product_id: str, aspect: str, since: datetime | None, as_json: bool
) -> None:
    """Take reviews in, and report what they feel about what.

    SOURCE is JSONL, .gz too: {product_id, text, title?, rating?, written?, id?, customer_id?} a
    line. Without it, the report of what is there.
    """
    from actions.config import load_config
    from actions.feelings.report import report
    from actions.feelings.reviews import ReviewTable
    from actions.stores.engine import open_engine
    from actions.stores.migrate import migrate

    config = load_config()
    records = _read(source) if source else []
    engine = open_engine(config.database_url)
    try:
        migrate(engine)
        table = ReviewTable(engine)
        _take_in(table, records, config)
        rows = table.heard(product_id, since.date() if since else None)
        found = report(rows, lambda one: one, aspect)
    finally:
        engine.dispose()
    if as_json:
        print_json(found)
    else:
        _show(found)


def _read(source: Path) -> list[ReviewRecord]:
    """Raises `BadInput`, naming the line."""
    from actions.errors import BadInput
    from actions.feelings.review import read_record
    from retrieval.catalog.jsonl import read_jsonl
    from retrieval.errors import BadCatalogue

    def stop(error: BadCatalogue) -> None:
        place = f", line {error.line}" if error.line else ""
        raise BadInput(f"{source}{place}: {error.reason}. {ADVICE}") from error

    try:
        lines = list(read_jsonl(source, stop))
    except BadCatalogue as error:
        raise BadInput(f"{source}: {error.reason}. {ADVICE}") from error
    return [read_record(data, f"{source}, line {number}") for number, data in lines]


def _take_in(table: ReviewTable, records: list[ReviewRecord], config: Config) -> None:
    """All that no model has heard is heard, too."""
    from actions.feelings.review import Review

    today = datetime.now(ZoneInfo(config.shop.time_zone)).date()
    table.put([Review.of(record, today) for record in records])
    asyncio.run(_hear(table, config))


async def _hear(table: ReviewTable, config: Config) -> None:
    from actions.cli.opening import load_encoder
    from actions.feelings.hearing_up import hear_up
    from actions.feelings.listener import Listener
    from actions.feelings.opening import open_sentiment
    from actions.serving import DeviceOwner

    encoder = load_encoder(config)
    owner = DeviceOwner(encoder)
    await owner.start()
    try:
        await hear_up(table, Listener(open_sentiment(config), owner, encoder.version))
    finally:
        await owner.drain()


def _show(found: dict[str, Any]) -> None:
    labels = ", ".join(f"{count} {name}" for name, count in found["labels"].items())
    out.print(f"{found['reviews']:,} reviews: {labels}", markup=False)
    rows = [
        (one["aspect"], one["positive"], one["negative"], one["mixed"],
         next((quote["text"] for quote in one["quotes"] if quote["label"] == "negative"), ""))
        for one in found["aspects"]
    ]  # fmt: skip
    print_table("By aspect", ("aspect", "good", "bad", "mixed", "for example"), rows)
    told = [
        (one["title"], one["reviews"], one["positive"], one["negative"], one["worst"])
        for one in found["products"][:SHOWN]
    ]
    print_table("By product", ("product", "reviews", "good", "bad", "worst in"), told)
