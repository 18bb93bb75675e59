"""`storeclerk requests`: what the desk has registered for a person to see to, and closing it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from actions.cli.output import out, print_json, print_table

if TYPE_CHECKING:
    from actions.operations.requests import Requests


@click.group(name="requests")
def command() -> None:
    """Returns, exchanges, tickets, stock alerts, invoices: what a person has to see to."""


@command.command(name="list")
@click.option("--closed", "state", flag_value="closed", help="Those that are closed.")
@click.option("--all", "state", flag_value="", help="Open and closed.")
@click.option("--kind", default="", help="start_return, start_exchange, complaint, ...")
@click.option("-k", "most", type=click.IntRange(1, 10_000), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_requests(state: str | None, kind: str, most: int, as_json: bool) -> None:
    """List the open ones, the oldest first."""
    with _requests() as requests:
        found = requests.listed("open" if state is None else state, kind, most)  # type: ignore[arg-type]
    if as_json:
        print_json({"requests": found})
    elif not found:
        out.print("No such requests.")
    else:
        columns = ("request", "kind", "opened", "closed", "order", "customer", "about")
        rows = [
            (one["reference"], one["kind"], one["opened"], one["closed"] or "", one["order_id"],
             one["name"] or one["customer_id"], _about(one))
            for one in found
        ]  # fmt: skip
        print_table("Requests", columns, rows, whole=1)


@command.command(name="close")
@click.argument("reference")
@click.option("--note", default="", help="What came of it, for colleagues; no customer is told.")
@click.option("--by", help="Who closes it (default: the name you are logged in by).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def close_request(reference: str, note: str, by: str | None, as_json: bool) -> None:
    """Close one: it is seen to. The order itself stays as the shop's records have it."""
    with _requests() as requests:
        closed = requests.close(reference, by or getpass.getuser(), note)
    if as_json:
        print_json(closed)
    else:
        out.print(f"{closed['reference']} is closed.", markup=False)


@contextmanager
def _requests() -> Iterator[Requests]:
    from actions.config import load_config
    from actions.operations.requests import Requests
    from actions.stores.engine import open_engine
    from actions.stores.migrate import migrate

    config = load_config()
    zone = ZoneInfo(config.shop.time_zone)
    engine = open_engine(config.database_url)
    try:
        migrate(engine)
        yield Requests(engine, lambda: datetime.now(zone).date())
    finally:
        engine.dispose()


def _about(one: dict[str, object]) -> str:
    goods = one["goods"]
    told = [*goods] if isinstance(goods, list) else []
    return "; ".join(str(part) for part in (*told, one["reason"], one["said"], one["note"]) if part)
