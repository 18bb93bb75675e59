"""`storeclerk searches`: what customers searched for, and what came of it."""

from __future__ import annotations

from datetime import datetime

import click

from actions.cli.output import out, print_json, print_table


@click.command()
@click.option("--empty", "only", flag_value="empty", help="Those that found nothing.")
@click.option("--unclicked", "only", flag_value="unclicked", help="Those nobody clicked a hit of.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day that counts.")
@click.option("-k", "most", type=click.IntRange(1, 10_000), default=30, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(only: str | None, since: datetime | None, most: int, as_json: bool) -> None:
    """List what was searched for, the most often first. Who searched is not kept."""
    from actions.config import load_config
    from actions.stores.engine import open_engine
    from actions.stores.migrate import migrate
    from actions.stores.searches import SearchTable

    engine = open_engine(load_config().database_url)
    try:
        migrate(engine)
        day = since.date() if since else None
        listed = SearchTable(engine).listed(only=only or "", since=day, most=most)
    finally:
        engine.dispose()
    if as_json:
        print_json({"searches": listed})
        return
    if not listed:
        out.print("No such searches.")
        return
    columns = ("search", "times", "nothing found", "loosened", "clicks", "last")
    rows = [
        (one["query"], one["searches"], one["empty"], one["relaxed"], one["clicks"],
         one["last"][:16].replace("T", " "))
        for one in listed
    ]  # fmt: skip
    print_table("Searches", columns, rows)
