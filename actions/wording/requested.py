"""The plans of a file of requests, in one shop's voice. Owns the place of a row that can't be
planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.shop import Shop
from actions.wording.plans import Planner
from actions.wording.read import column_of, fault, read_requests
from actions.wording.rows import RequestRow
from llm.plan import Plan
from llm.planning import AskWords


@dataclass(frozen=True, slots=True)
class Requested:
    """One piece to word; `turn` counts those of a row from 0."""

    row: RequestRow
    plan: Plan
    turn: int


def plan_requests(source: Path, asks: Callable[[str], AskWords], shop: Shop) -> list[Requested]:
    """As many pieces as the rows ask for. Raises `BadInput` or `BadCatalogue`, with line and
    column, for the first bad row."""
    today = datetime.now(ZoneInfo(shop.time_zone)).date()
    planner = Planner(asks, shop.currency, shop.locale, today)
    return [
        Requested(row, _plan(planner, row, turn, source, line), turn)
        for line, row in read_requests(source)
        for turn in range(row.n)
    ]


def _plan(planner: Planner, row: RequestRow, turn: int, source: Path, line: int) -> Plan:
    try:
        return planner.plan(row, turn)
    except (ValueError, KeyError) as error:
        key = str(error).partition(":")[0]
        raise fault(source, line, column_of(source, line, key), str(error)) from error
