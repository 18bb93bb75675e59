"""The plans of a file of requests, in one shop's voice. Owns the place of a row that can't be
planned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.shop import Shop
from actions.wording.plans import Planner
from actions.wording.read import column_of, fault, read_requests
from actions.wording.rows import RequestRow
from llm.plan import Plan
from llm.planning import AskWords


def plan_requests(
    source: Path, asks: Callable[[str], AskWords], shop: Shop
) -> list[tuple[RequestRow, Plan]]:
    """Raises `BadInput` or `BadCatalogue`, with line and column, for the first bad row."""
    today = datetime.now(ZoneInfo(shop.time_zone)).date()
    planner = Planner(asks, shop.currency, shop.locale, today)
    return [(row, _plan(planner, row, source, line)) for line, row in read_requests(source)]


def _plan(planner: Planner, row: RequestRow, source: Path, line: int) -> Plan:
    try:
        return planner.plan(row)
    except (ValueError, KeyError) as error:
        key = str(error).partition(":")[0]
        raise fault(source, line, column_of(source, line, key), str(error)) from error
